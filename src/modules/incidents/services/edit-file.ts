import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { type Contacts, contactSchema } from '../domain/contacts.ts';
import { filePermissions } from '../permissions.ts';
import { fileContact, incidentFile } from '../schema/reporting-side.ts';
import { contactRows } from './keep-contacts.ts';

export interface EditFileInput {
  fileId: string;
  /** The one that the person was looking at. */
  version: number;
  title: string;
  ownReference: string | null;
  complaintReference: string | null;
  contacts: Contacts;
}

/**
 * Changes what the reporting side calls its file and whom it names. No incident moves: a regulator reads it with the next
 * submission and not before (ADR 0003), so neither the access log nor `last_update_at` of an incident tells of it.
 *
 * Throws ConflictError when the file has changed since `version`, RefusedError for contacts or a title that cannot be stored.
 */
export async function editFile(ctx: Ctx, input: EditFileInput): Promise<void> {
  requireRole(ctx, filePermissions, 'edit');
  const contacts = checkedContacts(input.contacts);
  const title = input.title.trim();
  if (title === '' || title.length > 200) throw new RefusedError('file.edit.title.wrong', {}, 'title');
  await ctx.db.transaction(async (tx) => {
    const [file] = await tx
      .select({ id: incidentFile.id, state: incidentFile.state, version: incidentFile.version, title: incidentFile.title })
      .from(incidentFile)
      .where(and(eq(incidentFile.id, input.fileId), scope(ctx, filePermissions, 'edit', incidentFile)))
      .for('update');
    if (!file) throw new NotFoundError();
    if (file.state !== 'open' || file.version !== input.version) throw new ConflictError('file.edit.changed');
    const { ownReference, complaintReference } = input;
    await tx
      .update(incidentFile)
      .set({ title, ownReference, complaintReference, version: file.version + 1 })
      .where(eq(incidentFile.id, file.id));
    // Contacts given to one incident by a report give way too: the page says that these are for all of the file.
    await tx.delete(fileContact).where(eq(fileContact.fileId, file.id));
    await tx.insert(fileContact).values(contactRows(contacts, { fileId: file.id, incidentId: null }));
    await writeAudit(tx, ctx, {
      action: 'incidents.editFile',
      subjectKind: 'incidentFile',
      subjectId: file.id,
      detail: { titleBefore: file.title, title, ownReference, contacts },
    });
  });
}

function checkedContacts(contacts: Contacts): Contacts {
  const checked = Object.entries(contacts).flatMap(([role, contact]) => {
    if (!contact) return [];
    const parsed = contactSchema.safeParse(contact);
    if (!parsed.success) throw new RefusedError('notify.contacts.missing');
    return [[role, parsed.data] as const];
  });
  return Object.fromEntries(checked) as Contacts;
}
