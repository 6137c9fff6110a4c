import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { document } from '#platform/db/schema.ts';
import type { DocumentRenderer } from '#platform/documents/document-renderer.ts';
import { largestKept } from '#platform/documents/kept-documents.ts';
import type { DocumentFrame } from '../documents/document-data.ts';
import { writeAccess } from './write-access.ts';

export interface DocumentOrder {
  template: 'incident' | 'report' | 'receipt';
  incidentId: string;
  submissionId?: string;
  /** Who may be handed these bytes. */
  audience: string;
  data: { frame: DocumentFrame };
}

/**
 * The finished PDF, from the cache or made now, and the log of its download. It is made outside of any transaction: the embedded
 * database has one connection, and a document takes a while. Throws DocumentError.
 */
export async function makeDocument(ctx: Ctx, renderer: DocumentRenderer, order: DocumentOrder): Promise<Uint8Array> {
  const subjectId = order.submissionId ?? order.incidentId;
  // When it is made is no content: the same answers are the same document.
  const content = { templates: renderer.templatesSha256, ...order.data, frame: { ...order.data.frame, generated: '' } };
  const key = {
    subjectKind: order.submissionId ? 'submission' : 'incident',
    subjectId,
    kind: order.template,
    language: ctx.language,
    audience: order.audience,
    contentSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
  };
  const [kept] = await ctx.db
    .select({ bytes: document.bytes })
    .from(document)
    .where(
      and(
        eq(document.subjectKind, key.subjectKind),
        eq(document.subjectId, subjectId),
        eq(document.kind, key.kind),
        eq(document.language, key.language),
        eq(document.audience, key.audience),
        eq(document.contentSha256, key.contentSha256),
      ),
    );
  const { template, data } = order;
  const bytes =
    kept?.bytes ??
    (await renderer.renderPdf({ template, data, language: ctx.language, title: data.frame.title, createdAt: ctx.wallClock.now() }));
  await ctx.db.transaction(async (tx) => {
    if (!kept && bytes.length <= largestKept)
      await tx
        .insert(document)
        .values({ id: newId(), ...key, bytes, createdAt: ctx.wallClock.now() })
        .onConflictDoNothing();
    await writeAccess(tx, ctx, {
      incidentId: order.incidentId,
      ...(order.submissionId && { submissionId: order.submissionId }),
      action: 'downloaded',
      detail: { template },
    });
    await writeAudit(tx, ctx, { action: 'incidents.downloadDocument', subjectKind: key.subjectKind, subjectId, detail: { template } });
  });
  return bytes;
}
