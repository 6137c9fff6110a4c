/** How the past of Arvenne is written down; `tell-stories.ts` makes it happen. */
import type { AnswerValue, Fact } from '#modules/incidents/index.ts';
import type { operators } from '../country.ts';
import type { PersonKey } from '../people.ts';

/** Moments and days before the first start, as ISO durations; a negative one lies ahead. A day is 24 hours here. */
export interface Timeline {
  ago(duration: string): string;
  day(duration: string): string;
}

export type Law = 'nis2' | 'gdpr';
export type Stage =
  | 'early-warning'
  | 'incident-notification'
  | 'intermediate-report'
  | 'progress-report'
  | 'final-report'
  | 'breach-notification'
  | 'additional-information';
export type StoryAnswers = Readonly<Record<string, AnswerValue>>;

export interface Story {
  title: string;
  /** Acronym; whom an incident user names belongs to nobody's account. */
  operator?: (typeof operators)[number]['acronym'];
  /** For whom an incident user reports, as typed. */
  organisation?: string;
  by: PersonKey;
  laws: readonly Law[];
  sectors: readonly string[];
  facts: Partial<Record<Fact, string>>;
  openedAt: string;
  /** Only a draft of "notify": nothing was opened yet. */
  unfinished?: true;
  steps: readonly Step[];
}

interface StepOn {
  at: string;
  law: Law;
  /** Whoever told the story so far, unless named. */
  by?: PersonKey;
}
interface Writing extends StepOn {
  stage: Stage;
  /** On top of what the story has answered before. */
  answers: StoryAnswers;
  facts?: Partial<Record<Fact, string>>;
  /** Keys of the boxes that say why the incident is significant. */
  impacts?: readonly string[];
}
export type Step =
  | (Writing & { act: 'submit' | 'draft' })
  | (StepOn & { act: 'pass'; stage: Stage; by: PersonKey; comment: string })
  | (StepOn & {
      act: 'askRevision';
      stage: Stage;
      by: PersonKey;
      comment: string;
      remarks: Readonly<Record<string, string>>;
      dueAt: string;
    })
  | (StepOn & { act: 'request'; stage: Stage; by: PersonKey; note: string; dueAt: string })
  | (StepOn & { act: 'close'; by: PersonKey; outcome: 'handled' | 'notReportable' | 'duplicate'; comment: string })
  | (StepOn & { act: 'withdraw' })
  /** An incident user offers the file to the operator of that name. */
  | (StepOn & { act: 'offer'; organisation: string });
