import { and, eq, isNull } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Contacts } from '../../../domain/contacts.ts';
import { filePermissions } from '../../../permissions.ts';
import { contactsOf } from '../../../queries/incident-contacts.query.ts';
import { fileContact, incidentFile } from '../../../schema/reporting-side.ts';

export interface EditableFile
  extends Pick<typeof incidentFile.$inferSelect, 'id' | 'title' | 'ownReference' | 'complaintReference' | 'version'> {
  contacts: Contacts | undefined;
}

/** Throws NotFoundError for a file of somebody else, and for a draft, which has its own pages. */
export async function loadEditableFile(ctx: Ctx, fileId: string): Promise<EditableFile> {
  const [file] = await ctx.db
    .select()
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), eq(incidentFile.state, 'open'), scope(ctx, filePermissions, 'edit', incidentFile)));
  if (!file) throw new NotFoundError();
  const rows = await ctx.db
    .select()
    .from(fileContact)
    .where(and(eq(fileContact.fileId, file.id), isNull(fileContact.incidentId)));
  return { ...file, contacts: contactsOf(rows) };
}
