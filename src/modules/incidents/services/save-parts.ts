import { eq } from 'drizzle-orm';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import type { JsonValue } from '#platform/text/canonical-json.ts';
import { draftPart, type draftParts } from '../schema/reporting-side.ts';
import { type EditToken, judgeEdit, type SaveConflict, writeToken } from './edit-token.ts';
import type { Draft } from './ensure-draft.ts';

export type DraftPartName = (typeof draftParts)[number];

/** The dates, contacts, impacts or sectors as a form posts them. */
export interface TypedPart {
  part: DraftPartName;
  value: JsonValue;
  base: EditToken;
}

export async function saveParts(tx: Tx, ctx: Ctx, draft: Draft, typed: readonly TypedPart[]) {
  const tokens = new Map<string, string>();
  const conflicts: SaveConflict[] = [];
  const rows = new Map((await tx.select().from(draftPart).where(eq(draftPart.draftId, draft.id))).map((row) => [row.part, row]));
  for (const { part, value, base } of typed) {
    const row = rows.get(part);
    const stored = row && { version: row.version, value: row.value as JsonValue };
    const verdict = judgeEdit(base, stored, value);
    if (verdict === 'conflict') conflicts.push({ key: part, theirs: row?.value ?? null, by: draft.savedByName, at: draft.savedAt });
    if (verdict === 'keep') tokens.set(part, `${base.version}.${base.digest}`);
    if (verdict !== 'write') continue;
    const version = (row?.version ?? 0) + 1;
    const updated = { value, version, updatedBy: actorId(ctx.actor), updatedAt: ctx.clock.now() };
    await tx
      .insert(draftPart)
      .values({ draftId: draft.id, part, ...updated })
      .onConflictDoUpdate({ target: [draftPart.draftId, draftPart.part], set: updated });
    tokens.set(part, writeToken(version, value));
  }
  return { tokens, conflicts };
}
