/** An incident and a filing as mails tell of them, for the preview of a theme: the procedure is the installation's, everything else is made up. */
import type { Ctx } from '#platform/context/ctx.ts';
import { type SampleWorld, sampleDigest, sampleId } from '#platform/mail/sample-world.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { type MailedDue, type MailedIncident, nextDue } from '../queries/mailed-incident.query.ts';
import { type Offer, offeredProcedures } from '../queries/offered-procedures.query.ts';
import { anchorQuestionLabels } from '../queries/question-labels.query.ts';

const reference = 'NI_7K2M9XQ4';

export interface SampleIncident {
  now: Temporal.Instant;
  incident: MailedIncident;
  /** The first report, and when it is due. */
  stage: string;
  due: MailedDue;
  submission: {
    stage: string;
    reportId: string;
    no: number;
    submittedAt: Temporal.Instant;
    sha256: string;
    revisionDueAt: Temporal.Instant | null;
  };
  by: string;
}

/** NIS2 where there is one; undefined while no pack was imported. */
async function sampleOffer(ctx: Ctx): Promise<Offer | undefined> {
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  return offers.find(({ regulation }) => regulation.key === 'nis2') ?? offers[0];
}

const made = new WeakMap<SampleWorld, Promise<SampleIncident | undefined>>();

/** The same one for all mails of a preview. */
export function sampleIncident(world: SampleWorld, ctx: Ctx): Promise<SampleIncident | undefined> {
  const sample = made.get(world) ?? makeIncident(world, ctx);
  made.set(world, sample);
  return sample;
}

async function makeIncident(
  { now, person, operator, regulator: { name, zone } }: SampleWorld,
  ctx: Ctx,
): Promise<SampleIncident | undefined> {
  const offer = await sampleOffer(ctx);
  const stage = offer?.definition.stages[0]?.key;
  if (!offer || !stage) return undefined;
  const hoursAgo = (hours: number) => now.subtract({ hours });
  const procedure = offer.definition;
  const world = {
    notifiedAt: hoursAgo(2),
    zone,
    facts: { occurred: hoursAgo(5), detected: hoursAgo(4), aware: hoursAgo(3) },
    answers: new Map(),
    sectors: [],
    categories: [],
    workingDays: undefined,
    now,
    reports: [],
    isClosed: false,
  };
  const next = nextDue({ procedure, world });
  const incident: MailedIncident = {
    id: sampleId,
    own: { fileId: sampleId, title: reference },
    reference,
    zone,
    notifiedAt: world.notifiedAt,
    status: 'ongoing',
    outcome: null,
    closedAt: null,
    crossBorder: true,
    facts: world.facts,
    operatorName: operator,
    regulatorName: name,
    procedure,
    questions: await anchorQuestionLabels(ctx.db, offer.regulatorId, procedure),
    reports: world.reports,
    ...(next && { next }),
  };
  const due = next ?? { stage, at: now.add({ hours: 21 }) };
  const submission = { stage, reportId: sampleId, no: 1, submittedAt: hoursAgo(1), sha256: sampleDigest, revisionDueAt: null };
  return { now, incident, stage, due, submission, by: `${person.firstName} ${person.lastName}` };
}

/** One, or none while nothing can be filed. */
export async function sampleFilings({ now, person, operator, regulator: { name, zone } }: SampleWorld, ctx: Ctx) {
  const offer = await sampleOffer(ctx);
  if (!offer) return [];
  return [
    {
      state: 'sent' as const,
      notifierId: sampleId,
      reference,
      sentAt: now,
      sha256: sampleDigest,
      dismissedAt: null,
      name: `${person.firstName} ${person.lastName}`,
      organisation: operator,
      phone: person.phone,
      regulator: name,
      zone,
      law: offer.regulation.short,
    },
  ];
}
