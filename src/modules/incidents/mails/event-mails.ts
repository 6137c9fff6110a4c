/** The mails about what happened to an incident (incidents.md 7.1). What people wrote, answers and comments alike, is never in them (7.2). */
import { declineMail } from '#platform/mail/mail.ts';
import { mailedCorrection, mailedRequest, mailedReview, mailedSubmission } from '../queries/mailed-events.query.ts';
import { type IncidentMailDefinition, incidentMails } from './incident-mail.ts';

const nothing = async () => ({});
const noDetails = () => [{ details: {} }];

const opened = incidentMails({
  event: 'opened',
  load: nothing,
  samples: noDetails,
  write: ({ ui: { t }, audience, paragraph, facts, next, open }) => ({
    what: t('incidents.mail.opened.what'),
    title: t('incidents.mail.opened.title'),
    blocks: [paragraph(t('incidents.mail.opened.text', { audience })), facts(), ...next(), open()],
  }),
});

const submitted = incidentMails({
  event: 'submitted',
  load: async (ctx, { incidentId, submissionId }) =>
    (submissionId && (await mailedSubmission(ctx.db, incidentId, submissionId))) || declineMail('The submission is gone'),
  samples: ({ submission }) => [{ details: submission }],
  write: ({ ui: { t }, audience, stage, when, fact, paragraph, facts, next, open }, made) => {
    const report = stage(made.stage);
    const lines = [
      fact('report', report),
      fact('version', String(made.no)),
      fact('received', when(made.submittedAt)),
      ...(audience === 'reporting' ? [fact('sha256', made.sha256)] : []),
    ];
    return {
      what: t('incidents.mail.submitted.what', { report, no: made.no }),
      title: t('incidents.mail.submitted.title', { report }),
      blocks: [paragraph(t('incidents.mail.submitted.text', { audience })), facts(lines), ...next(), open()],
    };
  },
});

const reviewed = incidentMails({
  event: 'reviewed',
  async load(ctx, { incidentId, submissionId, eventId }) {
    const made = submissionId && (await mailedSubmission(ctx.db, incidentId, submissionId));
    const review = submissionId && (await mailedReview(ctx.db, submissionId, eventId));
    return made && review ? { made, review } : declineMail('The review is gone');
  },
  samples: ({ submission, now }) => [
    { details: { made: submission, review: { verdict: 'passed' as const, hasComment: true, remarks: 0 } } },
    {
      details: {
        made: { ...submission, revisionDueAt: now.add({ hours: 48 }) },
        review: { verdict: 'revision' as const, hasComment: true, remarks: 2 },
      },
    },
  ],
  write: ({ ui: { t }, stage, when, fact, paragraph, written, facts, open }, { made, review }) => {
    const values = { report: stage(made.stage), verdict: review.verdict ?? 'none' };
    const revisionDue = review.verdict === 'revision' && made.revisionDueAt ? [fact('revisionDue', when(made.revisionDueAt))] : [];
    return {
      what: t('incidents.mail.reviewed.what', values),
      title: t('incidents.mail.reviewed.title', values),
      blocks: [
        paragraph(t('incidents.mail.reviewed.text', { verdict: values.verdict })),
        ...written(review),
        facts([fact('report', values.report), fact('version', String(made.no)), ...revisionDue]),
        open(),
      ],
    };
  },
});

const requested = incidentMails({
  event: 'requested',
  async load(ctx, { incidentId, reportId }) {
    const row = reportId && (await mailedRequest(ctx.db, incidentId, reportId));
    return row && !row.isDone ? row : declineMail('The report is no longer awaited');
  },
  samples: ({ stage, now }) => [{ details: { stage, hasNote: true, dueAt: now.add({ hours: 48 }), explanation: null, isDone: false } }],
  write: ({ ui: { t }, audience, stage, when, fact, paragraph, facts, open }, row) => {
    const report = stage(row.stage);
    return {
      what: t('incidents.mail.requested.what', { report }),
      title: t('incidents.mail.requested.title'),
      blocks: [
        paragraph(t('incidents.mail.requested.text', { audience })),
        ...(row.hasNote ? [paragraph(t('incidents.mail.requested.note'))] : []),
        facts([fact('report', report), ...(row.dueAt ? [fact('due', when(row.dueAt))] : [])]),
        open(),
      ],
    };
  },
});

const factCorrected = incidentMails({
  event: 'factCorrected',
  load: async (ctx, { incidentId, eventId }) =>
    (await mailedCorrection(ctx.db, incidentId, eventId)) ?? declineMail('The correction is gone'),
  samples: ({ incident: { facts, zone }, by, now }) => [
    { details: { fact: 'aware' as const, at: facts.aware ?? now, zone, by, before: { at: facts.detected ?? now, zone } } },
  ],
  write: ({ ui: { t }, when, fact, paragraph, facts, next, open }, correction) => {
    const unknown = t('incidents.mail.none');
    const corrected = t(`incidents.document.fact.${correction.fact}`);
    return {
      what: t('incidents.mail.factCorrected.what', { fact: corrected }),
      title: t('incidents.mail.factCorrected.title'),
      blocks: [
        paragraph(t('incidents.mail.factCorrected.text')),
        facts([
          fact('fact', corrected),
          fact('before', correction.before?.at ? when(correction.before.at) : unknown),
          fact('after', correction.at ? when(correction.at) : unknown),
          fact('by', correction.by),
        ]),
        ...next(),
        open(),
      ],
    };
  },
});

/** What needs no more than its own sentence. */
const plain = (event: 'closed' | 'reopened' | 'withdrawn') =>
  incidentMails({
    event,
    load: nothing,
    samples: ({ now }) => [
      {
        details: {},
        incident: event === 'reopened' ? {} : { status: 'closed', outcome: event === 'closed' ? 'handled' : 'withdrawn', closedAt: now },
      },
    ],
    write: ({ ui: { t }, incident, fact, paragraph, facts, next, open }) => ({
      what: t(`incidents.mail.${event}.what`),
      title: t(`incidents.mail.${event}.title`),
      blocks: [
        paragraph(t(`incidents.mail.${event}.text`)),
        facts(incident.outcome ? [fact('outcome', t(`incidents.mail.outcome.${incident.outcome}`))] : []),
        ...next(),
        open(),
      ],
    }),
  });

/** By event: who is told, and with which mail. */
export const eventMails: Record<string, readonly IncidentMailDefinition[]> = {
  opened,
  submitted,
  reviewed,
  requested,
  factCorrected,
  closed: plain('closed'),
  reopened: plain('reopened'),
  withdrawn: plain('withdrawn'),
};
