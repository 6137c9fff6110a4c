import type { Ctx } from '../context/ctx.ts';
import type { MailDefinition, MailUi } from '../mail/mail.ts';
import type { SampleWorld } from '../mail/sample-world.ts';
import type { MailSettings, Rendering } from '../mail/write-message.ts';
import type { SampleDocument } from '../module.ts';
import type { Temporal } from '../time/temporal.ts';
import { everyBlock } from './paths.ts';

export interface PreviewDeps extends MailSettings {
  /** Every mail of the program. */
  mails: readonly MailDefinition[];
  documents: readonly SampleDocument[];
  /** Whom the samples are about. */
  sampleWorld(now: Temporal.Instant): SampleWorld;
}

/** One thing that a mail can say. */
export interface SampleMail extends Rendering {
  /** Which of the things this mail can say. */
  no: number;
}

const blocks: SampleMail = {
  name: everyBlock,
  no: 0,
  render: ({ t, url }: MailUi) => ({
    subject: t('preview.mail.subject'),
    blocks: [
      { kind: 'paragraph', text: t('preview.mail.paragraph') },
      { kind: 'markdown', text: t('preview.mail.markdown') },
      { kind: 'facts', items: [{ label: t('preview.mail.fact'), value: t('preview.mail.factValue') }] },
      { kind: 'code', text: '482 917' },
      { kind: 'action', label: t('preview.mail.action'), url: url('/theme-preview') },
      { kind: 'small', text: t('preview.mail.small') },
    ],
    reason: t('preview.mail.reason'),
  }),
};

/**
 * Everything that the mails of the program can say; `missing`: those that need reference data which is not there.
 * @param only the name of the one that is wanted
 */
export async function sampleMails(
  { mails, sampleWorld }: PreviewDeps,
  ctx: Ctx,
  only?: string,
): Promise<{ samples: SampleMail[]; missing: string[] }> {
  const world = sampleWorld(ctx.clock.now());
  const samples = [blocks];
  const missing: string[] = [];
  for (const { name, render, samples: make } of mails.filter((mail) => only === undefined || mail.name === only)) {
    const made = await make(world, ctx);
    if (made.length === 0) missing.push(name);
    samples.push(...made.map((props, no) => ({ name, no, render: (ui: MailUi) => render(props, ui) })));
  }
  return { samples, missing };
}
