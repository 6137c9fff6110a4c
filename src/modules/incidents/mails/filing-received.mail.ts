import { z } from 'zod';
import { makeProof } from '#modules/governance/index.ts';
import { translate } from '#platform/i18n/language.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleToken } from '#platform/mail/sample-world.ts';
import { incidentPaths } from '../paths.ts';
import { mailedFiling } from '../queries/mailed-filing.query.ts';
import { sampleFilings } from './sample-incident.ts';

/** To somebody without an account: what was received, with a code and a link that prove the address (decisions.md D4). */
export const filingReceived = defineMail({
  name: 'incidents.filing-received',
  payload: z.strictObject({ filingId: z.uuid() }),
  async load(ctx, { filingId }) {
    const filing = await mailedFiling(ctx.db, filingId);
    if (filing?.state !== 'sent') return declineMail('The address is proven, or the filing is gone');
    const proof = await makeProof(ctx, filing.notifierId);
    return proof ? { ...filing, ...proof } : declineMail('The address is proven already');
  },
  samples: async (world, ctx) => (await sampleFilings(world, ctx)).map((filing) => ({ ...filing, code: '482917', token: sampleToken })),
  render({ reference, sentAt, sha256, name, organisation, regulator, zone, law, code, token }, { t, format, language, url }) {
    return {
      subject: t('outside.mail.subject', { code, reference }),
      title: t('outside.mail.title'),
      blocks: [
        { kind: 'paragraph', text: t('outside.mail.text', { regulator: translate(regulator, language) }) },
        { kind: 'code', text: code },
        { kind: 'paragraph', text: t('outside.mail.link') },
        { kind: 'action', label: t('outside.mail.open'), url: url(incidentPaths.confirmFiling.link({ params: { token } })) },
        {
          kind: 'facts',
          items: [
            { label: t('outside.reference'), value: reference },
            { label: t('outside.mail.received'), value: format.dateTime(sentAt, zone) },
            { label: t('outside.mail.law'), value: translate(law, language) },
            { label: t('outside.who.organisation'), value: organisation },
            { label: t('outside.mail.name'), value: name },
            { label: 'SHA-256', value: sha256 },
          ],
        },
        { kind: 'small', text: t('outside.mail.notYou') },
      ],
      reason: t('outside.mail.reason'),
    };
  },
});
