import {
  closeIncident,
  incidentOfFile,
  latestSubmission,
  offerFile,
  openIncidents,
  requestReport,
  reviewSubmission,
  seedDraft,
  seedFile,
  submitReport,
  withdrawIncident,
} from '#modules/incidents/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { actorOf } from './actors.ts';
import { zone } from './country.ts';
import { type Person, type PersonKey, people } from './people.ts';
import type { SettableClock } from './settable-clock.ts';
import type { Settled } from './settle-country.ts';
import type { Law, Step, Story, StoryAnswers, Timeline } from './stories/story.ts';

export const timelineFrom = (start: Temporal.Instant): Timeline => {
  const instant = (duration: string) => start.subtract({ minutes: Temporal.Duration.from(duration).total('minutes') });
  return {
    ago: (duration) => instant(duration).toString(),
    day: (duration) => instant(duration).toZonedDateTimeISO(zone).toPlainDate().toString(),
  };
};

interface Telling {
  ctx: Ctx;
  clock: SettableClock;
  settled: Settled;
  /** Called after every event, and at the hours of the `rounds`: mails and reminders go out when they would have. */
  afterwards(): Promise<unknown>;
  rounds: readonly Temporal.Instant[];
}

/** Everything happens in the order of time, whichever story it belongs to, so that lists, logs and the mailbox look lived in. */
export async function tellStories(telling: Telling, stories: readonly Story[]): Promise<void> {
  const events = stories.flatMap((story) => {
    const teller = new StoryTeller(telling, story);
    return [
      { at: Temporal.Instant.from(story.openedAt), title: story.title, happen: () => teller.open() },
      ...story.steps.map((step) => ({ at: Temporal.Instant.from(step.at), title: story.title, happen: () => teller.take(step) })),
    ];
  });
  events.push(...telling.rounds.map((at) => ({ at, title: '', happen: async () => undefined })));
  for (const { at, title, happen } of events.sort((one, other) => Temporal.Instant.compare(one.at, other.at))) {
    telling.clock.set(at);
    try {
      await happen();
    } catch (cause) {
      throw new Error(`The story "${title}" cannot be told: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    await telling.afterwards();
  }
}

class StoryTeller {
  readonly #telling: Telling;
  readonly #story: Story;
  readonly #incidents = new Map<Law, string>();
  /** Carried from report to report, as the pages offer it (decisions.md D9). */
  #answers: StoryAnswers = {};
  #fileId = '';

  constructor(telling: Telling, story: Story) {
    this.#telling = telling;
    this.#story = story;
  }

  async open(): Promise<void> {
    const { title, by, laws, sectors, facts, unfinished, organisation } = this.#story;
    const ctx = this.#as(by);
    const { firstName, lastName, jobTitle, email } = people[by];
    const contacts = { primary: { firstName, lastName, jobTitle, email, phone: '+352 41 12 21' } };
    this.#fileId = await seedFile(ctx, { title, laws, sectors, zone, contacts, facts, organisation });
    if (unfinished) return;
    const ids = await openIncidents(ctx, { fileId: this.#fileId, version: 1 });
    for (const law of laws) this.#incidents.set(law, await incidentOfFile(ctx, ids, law));
  }

  async take(step: Step): Promise<void> {
    const incidentId = this.#incidents.get(step.law);
    if (incidentId === undefined) throw new Error(`${this.#story.title} was not opened under ${step.law}`);
    const ctx = this.#as(step.by ?? this.#story.by);
    switch (step.act) {
      case 'submit':
      case 'draft': {
        const { stage, facts, impacts } = step;
        this.#answers = { ...this.#answers, ...step.answers };
        const draft = await seedDraft(ctx, { incidentId, stage, answers: this.#answers, facts, impacts });
        if (step.act === 'submit') await submitReport(ctx, { ...draft, idempotencyKey: newId() });
        return;
      }
      case 'pass':
      case 'askRevision':
        return this.#review(ctx, incidentId, step);
      case 'request':
        await requestReport(ctx, { incidentId, stageKey: step.stage, note: step.note, dueAt: Temporal.Instant.from(step.dueAt) });
        return;
      case 'close':
        return closeIncident(ctx, { incidentId, outcome: step.outcome, reason: step.comment });
      case 'withdraw':
        return withdrawIncident(ctx, { fileId: this.#fileId, incidentId });
      case 'offer':
        return offerFile(ctx, { fileId: this.#fileId, organisation: step.organisation });
    }
  }

  async #review(ctx: Ctx, incidentId: string, step: Step & { act: 'pass' | 'askRevision' }): Promise<void> {
    const { submissionId } = await latestSubmission(ctx, incidentId, step.stage);
    const asks = step.act === 'askRevision';
    await reviewSubmission(ctx, {
      submissionId,
      act: 'decide',
      reviewVersion: 0,
      verdict: asks ? 'revision' : 'passed',
      comment: step.comment,
      remarks: asks ? step.remarks : {},
      revisionDueAt: asks ? Temporal.Instant.from(step.dueAt) : undefined,
    });
  }

  #as(key: PersonKey): Ctx {
    const { ctx, settled } = this.#telling;
    const person: Person = people[key];
    const isOperators = person.memberships.some(({ kind }) => kind === 'operator');
    return { ...ctx, actor: actorOf(settled, key, isOperators ? this.#story.operator : undefined), language: person.language };
  }
}
