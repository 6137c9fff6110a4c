/** Reads what a section posts. Field names of questions are those of `parseFormAnswer`; `_v.<key>` says what the form had shown. */
import { fieldOf, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { JsonValue } from '#platform/text/canonical-json.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerProblem } from '../../../domain/answers.ts';
import type { Fact } from '../../../domain/condition.ts';
import { contactRoles } from '../../../domain/contacts.ts';
import type { FormPage } from '../../../domain/definition.ts';
import { parseFormAnswer, toFormFields } from '../../../domain/form-answer.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import type { OpenDraft } from '../../../queries/report-draft.query.ts';
import type { ReportParts, TypedContacts } from '../../../queries/report-parts.query.ts';
import { readToken } from '../../../services/edit-token.ts';
import type { TypedAnswer } from '../../../services/save-answers.ts';
import type { DraftPartName, TypedPart } from '../../../services/save-parts.ts';
import type { Section } from '../sections.ts';

export const tokenField = (key: string) => `_v.${key}`;
/** "mine" or "theirs", when two people changed the same answer. */
export const choiceField = (key: string) => `_keep.${key}`;
export const baseField = '_base';
export const nextField = '_next';
/** The button that takes over an answer written for another regulator. */
export const useField = '_use';
/** Set by the browser's script: dependent questions have appeared already. */
export const scriptField = '_script';

export const contactFields = ['lastName', 'firstName', 'jobTitle', 'email', 'phone'] as const;
/** Ticked by who notified the incident before detecting it. */
export const confirmField = '_confirmLate';

export const sameContactField = 'sameContact';

export interface TypedSection {
  answers: TypedAnswer[];
  parts: TypedPart[];
  /** By question key, or `fact.<name>`. What can be kept as it is, is among the answers all the same. */
  problems: Map<string, AnswerProblem>;
}

interface Around {
  report: OpenReport;
  draft: OpenDraft;
  parts: ReportParts;
  /** Left out when nothing is checked. */
  now?: Temporal.Instant;
}

export function readSection(section: Section, around: Around, form: FormBody): TypedSection {
  const typed: TypedSection = { answers: [], parts: [], problems: new Map() };
  const { report, parts } = around;
  if (section.page) readQuestions(section.page, around, form, typed);
  else if (section.kind === 'dates') readDates(around, form, typed);
  else if (section.kind === 'impacts') {
    const offered = parts.impactsOffered.map(({ key }) => key);
    addPart(
      typed,
      form,
      'impacts',
      listOf(form, 'impacts')
        .filter((key) => offered.includes(key))
        .sort(),
    );
  } else {
    addPart(typed, form, 'contacts', readContacts(parts.contacts, form));
    const offered = parts.sectorsOffered.map(({ slug }) => slug);
    if (report.procedure.sectors.length > 0)
      addPart(
        typed,
        form,
        'sectors',
        listOf(form, 'sectors')
          .filter((slug) => offered.includes(slug))
          .sort(),
      );
  }
  return typed;
}

function addPart(typed: TypedSection, form: FormBody, part: DraftPartName, value: JsonValue): void {
  const base = readToken(fieldOf(form, tokenField(part)));
  if (base) typed.parts.push({ part, value, base });
}

function readQuestions(page: FormPage, { report, draft, now }: Around, form: FormBody, typed: TypedSection): void {
  for (const question of page.questions) {
    const { key } = question;
    const base = readToken(fieldOf(form, tokenField(key)));
    if (!base || fieldOf(form, choiceField(key)) === 'theirs') continue;
    const offered = fieldOf(form, useField) === key ? draft.prefill.get(key) : undefined;
    if (offered) {
      typed.answers.push({ key, value: offered.value, base });
      continue;
    }
    const answer = parseFormAnswer(question, form, report.incident.zone, now && { now: { at: now, zone: report.incident.zone } });
    if (!answer.ok) typed.problems.set(key, answer.problem);
    if (answer.ok || answer.value !== undefined) typed.answers.push({ key, value: answer.value ?? null, base });
  }
}

export const factField = (fact: Fact) => `fact.${fact}`;
const factQuestion = (fact: Fact) => ({ key: factField(fact), type: 'dateTime' as const });

/** Facts given at the notification stay as they are, whatever is posted (incidents.md check 16). */
export const openFacts = ({ report, parts }: Pick<Around, 'report' | 'parts'>): Fact[] =>
  report.procedure.facts.map(({ fact }) => fact).filter((fact) => !parts.lockedFacts.includes(fact));

function readDates(around: Around, form: FormBody, typed: TypedSection): void {
  const entries = openFacts(around).map((fact): [string, JsonValue] => {
    const answer = parseFormAnswer(factQuestion(fact), form, around.report.incident.zone);
    if (answer.ok) return [fact, zonedOf(answer.value)];
    typed.problems.set(factField(fact), answer.problem);
    return [fact, zonedOf(around.parts.facts[fact])];
  });
  addPart(typed, form, 'facts', Object.fromEntries(entries));
}

function zonedOf(value: unknown): JsonValue {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('zone' in value)) return null;
  return { at: String(value.at), zone: String(value.zone) };
}

/** The fields of the dates as the form shows them. */
function factFields({ parts }: Pick<Around, 'parts'>): Record<string, string | string[]> {
  const facts = Object.entries(parts.facts) as [Fact, { at: string; zone: string }][];
  return Object.assign({}, ...facts.map(([fact, value]) => toFormFields(factQuestion(fact), value)));
}

/** The second contact and the data protection officer are not asked here and stay. */
function readContacts(current: TypedContacts, form: FormBody): JsonValue {
  const person = (role: string) =>
    Object.fromEntries(
      contactFields.flatMap((name) => {
        const text = fieldOf(form, `${role}.${name}`).trim().slice(0, 200);
        return text ? [[name, text]] : [];
      }),
    );
  const others = contactRoles.flatMap((role) =>
    role === 'primary' || role === 'technical' || !current[role] ? [] : [[role, current[role]]],
  );
  const isSame = fieldOf(form, sameContactField) === 'yes';
  return { ...Object.fromEntries(others), primary: person('primary'), ...(isSame ? {} : { technical: person('technical') }) };
}

function contactFormFields({ parts }: Pick<Around, 'parts'>): Record<string, string | string[]> {
  const { contacts } = parts;
  const entries = (['primary', 'technical'] as const).flatMap((role) =>
    contactFields.map((name): [string, string] => [`${role}.${name}`, contacts[role]?.[name] ?? '']),
  );
  return { ...Object.fromEntries(entries), [sameContactField]: contacts.technical ? 'no' : 'yes', sectors: [...parts.sectors] };
}

/** What a section's fields hold before anybody typed: the draft, else what is proposed. */
export function shownFields(section: Section, around: Around): Record<string, string | string[]> {
  if (section.page)
    return Object.assign({}, ...section.page.questions.map((question) => toFormFields(question, around.draft.shown.get(question.key))));
  if (section.kind === 'dates') return factFields(around);
  return section.kind === 'impacts' ? { impacts: [...around.parts.impacts] } : contactFormFields(around);
}
