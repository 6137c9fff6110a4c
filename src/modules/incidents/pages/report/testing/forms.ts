/** Forms as a browser without script would send them. */
import { and, eq } from 'drizzle-orm';
import type { Database } from '#platform/db/database.ts';
import type { Client, Reply } from '../../../../../testing/test-app.ts';
import { report } from '../../../schema/incident.ts';

/** Every field of the page's main form with the value it shows; token and organisation are the client's business. */
export function formFields({ document }: Reply): Record<string, string | string[]> {
  const form = [...document.querySelectorAll('main form')].at(-1);
  const fields: Record<string, string[]> = {};
  const add = (name: string | null, value: string) => {
    if (name && name !== '_csrf' && name !== '_organisation') fields[name] = [...(fields[name] ?? []), value];
  };
  for (const input of form?.querySelectorAll('input') ?? []) {
    const type = input.getAttribute('type');
    if ((type === 'checkbox' || type === 'radio') && !input.hasAttribute('checked')) continue;
    add(input.getAttribute('name'), input.getAttribute('value') ?? '');
  }
  for (const area of form?.querySelectorAll('textarea') ?? []) add(area.getAttribute('name'), area.textContent ?? '');
  for (const select of form?.querySelectorAll('select') ?? []) {
    const option = select.querySelector('option[selected]') ?? select.querySelector('option');
    add(select.getAttribute('name'), option?.getAttribute('value') ?? '');
  }
  return fields;
}

export async function reportIdOf({ db }: { db: Database }, incidentId: string, stageKey: string): Promise<string> {
  const [row] = await db
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stageKey)));
  if (!row) throw new Error(`No report ${stageKey}`);
  return row.id;
}

/** Opens a section and posts it with some fields changed. */
export async function sectionForm(
  client: Client,
  reportId: string,
  section: string,
  typed: Record<string, string | string[]>,
): Promise<Reply> {
  const url = `/reports/${reportId}/sections/${section}`;
  return client.post(url, { ...formFields(await client.get(url)), _next: 'on', ...typed });
}
