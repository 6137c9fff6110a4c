import { and, desc, eq, isNull, or } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { FormDefinition } from '../domain/definition.ts';
import { reportForm, reportFormVersion } from '../schema/definitions.ts';

export interface FormVersion {
  id: string;
  no: number;
  definition: FormDefinition;
}

/** Published versions never change, so one copy in memory serves for ever. */
const published = new Map<string, FormVersion>();

export async function formVersion(reader: Reader, versionId: string): Promise<FormVersion> {
  const known = published.get(versionId);
  if (known) return known;
  const [row] = await reader
    .select({ id: reportFormVersion.id, no: reportFormVersion.no, definition: reportFormVersion.definition })
    .from(reportFormVersion)
    .where(and(eq(reportFormVersion.id, versionId), eq(reportFormVersion.state, 'published')));
  if (!row) throw new Error(`No published form version ${versionId}`);
  published.set(versionId, row);
  return row;
}

/** The newest published version of a form: the regulator's own form of that key, else the platform's (decisions.md D11). */
export async function newestFormVersion(reader: Reader, regulatorId: string, formKey: string): Promise<FormVersion> {
  const [row] = await reader
    .select({ id: reportFormVersion.id })
    .from(reportFormVersion)
    .innerJoin(reportForm, eq(reportForm.id, reportFormVersion.formId))
    .where(
      and(
        eq(reportForm.key, formKey),
        or(eq(reportForm.ownerRegulatorId, regulatorId), isNull(reportForm.ownerRegulatorId)),
        eq(reportFormVersion.state, 'published'),
      ),
    )
    .orderBy(isNull(reportForm.ownerRegulatorId), desc(reportFormVersion.no))
    .limit(1);
  if (!row) throw new Error(`No published form ${formKey} for regulator ${regulatorId}`);
  return formVersion(reader, row.id);
}
