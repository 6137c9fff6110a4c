import { z } from 'zod';
import { sealByNumber } from '#platform/audit/seal-events.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleDigest } from '#platform/mail/sample-world.ts';
import { Temporal } from '#platform/time/temporal.ts';

/**
 * The head of the trail of changes, in hands that do not keep the database (decisions.md D13): whoever cuts the end of the trail off cannot
 * cut it out of a mailbox.
 */
export const auditHeadMail = defineMail({
  name: 'governance.audit-head',
  payload: z.object({ seal: z.number().int() }),
  load: async (ctx, { seal }) => (await sealByNumber(ctx.db, seal)) ?? declineMail('The seal is gone'),
  samples: ({ now }) => [{ number: 4_711, first: 90_001, last: 90_042, head: sampleDigest, sealedAt: now.toString(), keyId: 'sample' }],
  render: ({ number, last, head, sealedAt, keyId }, { t, format }) => {
    const at = format.dateTime(Temporal.Instant.from(sealedAt));
    return {
      subject: t('governance.auditHead.subject', { at }),
      title: t('governance.auditHead.title'),
      blocks: [
        { kind: 'paragraph', text: t('governance.auditHead.text') },
        {
          kind: 'facts',
          items: [
            { label: t('governance.auditHead.sealedAt'), value: at },
            { label: t('governance.auditHead.seal'), value: format.number(number) },
            { label: t('governance.auditHead.place'), value: format.number(last) },
            { label: t('governance.auditHead.key'), value: keyId },
          ],
        },
        // Small, since a code is set large and does not break.
        { kind: 'small', text: head },
        { kind: 'paragraph', text: t('governance.auditHead.check', { command: `vigie audit verify --head ${head}` }) },
      ],
      reason: t('governance.auditHead.reason'),
    };
  },
});
