import type { OpenReport } from '../../../queries/open-report.query.ts';
import type { OpenDraft } from '../../../queries/report-draft.query.ts';
import type { ReportParts } from '../../../queries/report-parts.query.ts';
import { draftParts } from '../../../schema/reporting-side.ts';
import { writeToken } from '../../../services/edit-token.ts';
import type { Section } from '../sections.ts';
import { readSection, shownFields, tokenField } from './section.form.ts';

/**
 * What the form remembers of each value it shows. The values go through the form once, so that what a form cannot hold (such as
 * seconds) does not look like a change.
 */
export function sectionTokens(section: Section, around: { report: OpenReport; draft: OpenDraft; parts: ReportParts }): Map<string, string> {
  const { draft } = around;
  const keys = [...(section.page?.questions.map(({ key }) => key) ?? []), ...draftParts];
  const blank = Object.fromEntries(keys.map((key) => [tokenField(key), writeToken(0, null)]));
  const shown = readSection(section, around, { ...shownFields(section, around), ...blank });
  const stored = (section.page?.questions ?? []).map(({ key }): [string, string] => [
    key,
    writeToken(draft.stored.get(key)?.version ?? 0, draft.shown.get(key)),
  ]);
  return new Map([
    ...stored,
    ...shown.answers.map(({ key, value }): [string, string] => [key, writeToken(draft.stored.get(key)?.version ?? 0, value)]),
    ...shown.parts.map(({ part, value }): [string, string] => [part, writeToken(draft.parts.get(part)?.version ?? 0, value)]),
  ]);
}
