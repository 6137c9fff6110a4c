import type { JobHandler } from '#platform/jobs/job.ts';
import { eventMails } from '../mails/event-mails.ts';
import { queueMails } from '../services/queue-mails.ts';
import type { Announcement } from './announce.job.ts';

const announce: JobHandler<Announcement> = async (ctx, { event, ...payload }, run) => {
  await run.finish((tx) => queueMails(tx, ctx, eventMails[event] ?? [], payload));
};

export default announce;
