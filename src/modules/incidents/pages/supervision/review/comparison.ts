/** What the opened version changed, part by part: answers, facts, contacts, sectors and impacts. */
import { chosenBaseline, compareAnswers, compareKeys, removedQuestions, usualBaseline } from '../../../domain/answer-changes.ts';
import { type Fact, facts } from '../../../domain/condition.ts';
import { type Contact, contactRoles } from '../../../domain/contacts.ts';
import type { SubmissionPage, Version } from './submission.query.ts';

/** The address' word for "compare with nothing". */
export const noComparison = 'none';

type Moment = { at: string; zone: string };
export interface ComparedPart<Key, Value> {
  key: Key;
  value: Value | undefined;
  earlier: Value | undefined;
  isChanged: boolean;
}

export type Comparison = ReturnType<typeof compareVersion>;

/** @param choice the id of a submission of the incident, `none`, or anything else for the usual comparison */
export function compareVersion(data: SubmissionPage, choice: string | undefined) {
  const { opened, versions, forms, form } = data;
  const at = versions.indexOf(opened);
  const before = versions.slice(0, at).reverse();
  const chosen = versions.find((version) => version !== opened && version.submission.id === choice);
  const isOff = choice === noComparison;
  const earlier = isOff ? [] : chosen ? [chosen] : before;
  const sameReport = earlier.filter((version) => version.report.id === opened.report.id);
  const asEarlier = earlier.map((version) => ({
    id: version.submission.id,
    isSameReport: sameReport.includes(version),
    answers: version.answers,
  }));
  const [only] = asEarlier;
  const baseline = chosen && only ? chosenBaseline(only) : usualBaseline(opened.answers, asEarlier);
  const pages = compareAnswers(
    form.definition,
    opened.answers,
    baseline,
    new Set(sameReport.map(({ submission }) => submission.id)),
    opened.submission,
  );
  const [older] = sameReport;
  const olderForm = older && forms.get(older.submission.formVersionId);
  const [previous] = earlier;
  const asked = opened.asksImpacts ? earlier.find(({ asksImpacts }) => asksImpacts) : undefined;
  return {
    /** What the choice of comparisons shows. */
    choice: isOff ? noComparison : (chosen?.submission.id ?? ''),
    pages,
    removed: older && olderForm ? removedQuestions(form.definition, olderForm.definition, older.answers) : [],
    facts: compareFacts(data, previous),
    contacts: compareContacts(opened, previous),
    sectors: compareKeys(previous?.submission.sectors, opened.submission.sectors),
    impacts: opened.asksImpacts ? compareKeys(asked?.submission.impacts, opened.submission.impacts) : undefined,
    /** Facts, contacts and sectors are compared with this one. */
    previous,
    impactsSince: asked,
    removedSince: older,
  };
}

function compareFacts({ procedure, opened }: SubmissionPage, previous: Version | undefined): ComparedPart<Fact, Moment>[] {
  const asked = facts.filter(
    (fact) => procedure.facts.some((one) => one.fact === fact) || opened.submission.facts[fact] || previous?.submission.facts[fact],
  );
  return asked.map((key) => {
    const value = opened.submission.facts[key];
    const earlier = previous?.submission.facts[key];
    return { key, value, earlier, isChanged: previous !== undefined && (value?.at !== earlier?.at || value?.zone !== earlier?.zone) };
  });
}

function compareContacts(opened: Version, previous: Version | undefined): ComparedPart<(typeof contactRoles)[number], Contact>[] {
  return contactRoles.flatMap((key) => {
    const value = opened.submission.contacts[key];
    const earlier = previous?.submission.contacts[key];
    if (!value && !earlier) return [];
    return [{ key, value, earlier, isChanged: previous !== undefined && contactLine(value) !== contactLine(earlier) }];
  });
}

/** One line: what is compared and what is shown. */
export const contactLine = (contact: Contact | undefined): string =>
  contact
    ? [`${contact.firstName} ${contact.lastName}`, contact.jobTitle, contact.email, contact.phone].flatMap((part) => part || []).join(', ')
    : '';
