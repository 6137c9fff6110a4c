/** The sections of a report, in the order in which people fill them in (interface.md B6). */
import type { Temporal } from '#platform/time/temporal.ts';
import { contactSchema } from '../../domain/contacts.ts';
import type { FormPage } from '../../domain/definition.ts';
import { checkFacts, type FactProblem, instantsOf } from '../../domain/facts.ts';
import { missingAnswers, sectionStates } from '../../domain/questionnaire.ts';
import type { OpenReport } from '../../queries/open-report.query.ts';
import type { OpenDraft } from '../../queries/report-draft.query.ts';
import type { ReportParts, TypedContacts } from '../../queries/report-parts.query.ts';

export type SectionKind = 'dates' | 'questions' | 'impacts' | 'contacts';
export interface Section {
  /** In the address of its page. */
  address: string;
  kind: SectionKind;
  page: FormPage | undefined;
  state: 'notStarted' | 'inProgress' | 'complete';
  answered: number;
  visible: number;
  missing: number;
  /** Answers from earlier reports that nobody has kept yet. */
  proposed: number;
}

const reserved: readonly string[] = ['dates', 'impacts', 'contacts'];
const addressOf = (key: string) => (reserved.includes(key) ? `page-${key}` : key.replaceAll(':', '-'));

export interface Material {
  report: OpenReport;
  draft: OpenDraft;
  parts: ReportParts;
  now: Temporal.Instant;
}

/** Pages without a visible question are left out: nothing is asked there at present. */
export function sectionsOf(material: Material): Section[] {
  const { draft, parts, report } = material;
  const plain = { page: undefined, answered: 0, visible: 0, proposed: 0 };
  const factProblems = factProblemsOf(material).length;
  const contactsMissing = contactProblems(parts.contacts).length + (sectorsMissing(parts) ? 1 : 0);
  const hasDates = report.procedure.facts.length > 0;
  return [
    ...(hasDates ? [{ ...plain, address: 'dates', kind: 'dates' as const, missing: factProblems, state: stateBy(factProblems) }] : []),
    ...questionSections(draft),
    ...(parts.impactsOffered.length > 0
      ? [
          {
            ...plain,
            address: 'impacts',
            kind: 'impacts' as const,
            missing: 0,
            state: draft.parts.has('impacts') || parts.impacts.length > 0 ? ('complete' as const) : ('notStarted' as const),
          },
        ]
      : []),
    { ...plain, address: 'contacts', kind: 'contacts', missing: contactsMissing, state: stateBy(contactsMissing) },
  ];
}

const stateBy = (problems: number): Section['state'] => (problems > 0 ? 'inProgress' : 'complete');

function questionSections(draft: OpenDraft): Section[] {
  const form = draft.form.definition;
  const kept = sectionStates(form, draft.kept, draft);
  const shown = sectionStates(form, draft.shown, draft);
  return form.pages.flatMap((page, at): Section[] => {
    const [own, proposed] = [kept[at], shown[at]];
    if (!own || !proposed || (own.state === 'hidden' && proposed.state === 'hidden')) return [];
    const waiting = page.questions.filter(({ key }) => draft.shown.has(key) && !draft.kept.has(key)).length;
    const state = waiting > 0 ? 'inProgress' : own.state === 'hidden' ? 'notStarted' : own.state;
    return [
      {
        address: addressOf(page.key),
        kind: 'questions',
        page,
        state,
        answered: own.answered,
        visible: own.visible,
        missing: own.missing,
        proposed: waiting,
      },
    ];
  });
}

/** What is wrong with the dates, as they would be sent now. Facts that stand since the notification were confirmed then. */
export function factProblemsOf({ report, parts, now }: Material, isLateDetectionConfirmed = true): FactProblem[] {
  const mandatory = report.procedure.facts.flatMap(({ fact, mandatory }) => (mandatory ? [fact] : []));
  const { notifiedAt } = report.incident;
  const problems = checkFacts(instantsOf(parts.facts), { now, mandatory, notifiedAt, isLateDetectionConfirmed });
  return problems.filter(({ code, fact }) => code !== 'afterNotification' || !parts.lockedFacts.includes(fact));
}

/** The fields of contacts that lack something, by field name. */
export function contactProblems(contacts: TypedContacts): string[] {
  const people = [
    ['primary', contacts.primary ?? {}] as const,
    ...(contacts.technical ? [['technical', contacts.technical] as const] : []),
  ];
  return people.flatMap(([role, typed]) => {
    const blank = Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''));
    const check = contactSchema.safeParse(blank);
    return check.success ? [] : [...new Set(check.error.issues.map(({ path }) => `${role}.${String(path[0] ?? '')}`))];
  });
}

/** A procedure for certain sectors needs at least one of them. */
export const sectorsMissing = ({ sectorsOffered, sectors }: ReportParts): boolean => sectorsOffered.length > 0 && sectors.length === 0;

/** Where each missing mandatory answer is asked. */
export function missingPlaces(draft: OpenDraft): { address: string; key: string; row: number | undefined; item: string | undefined }[] {
  return missingAnswers(draft.form.definition, draft.kept, draft).map(({ page, key, row, item }) => ({
    address: addressOf(page),
    key,
    row,
    item,
  }));
}

/** The address of the page that asks the question. */
export const sectionOfQuestion = (draft: OpenDraft, key: string): string | undefined => {
  const page = draft.form.definition.pages.find(({ questions }) => questions.some((question) => question.key === key));
  return page && addressOf(page.key);
};
