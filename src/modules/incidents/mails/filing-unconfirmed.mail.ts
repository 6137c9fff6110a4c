import { z } from 'zod';
import { translate } from '#platform/i18n/language.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleId } from '#platform/mail/sample-world.ts';
import { incidentPaths } from '../paths.ts';
import { mailedFiling } from '../queries/mailed-filing.query.ts';
import { sampleFilings } from './sample-incident.ts';

/** To the regulator's address: something lies in the queue of the unproven ones, and whom to call. Nothing of what it says. */
export const filingUnconfirmed = defineMail({
  name: 'incidents.filing-unconfirmed',
  payload: z.strictObject({ filingId: z.uuid() }),
  async load(ctx, { filingId }) {
    const filing = await mailedFiling(ctx.db, filingId);
    if (filing?.state !== 'sent' || filing.dismissedAt) return declineMail('It is proven, dismissed or gone');
    return { ...filing, filingId };
  },
  samples: async (world, ctx) => (await sampleFilings(world, ctx)).map((filing) => ({ ...filing, filingId: sampleId })),
  render({ filingId, reference, sentAt, organisation, name, phone, law, zone }, { t, format, language, url }) {
    return {
      subject: t('outside.unconfirmedMail.subject', { reference }),
      title: t('outside.unconfirmedMail.title'),
      blocks: [
        { kind: 'paragraph', text: t('outside.unconfirmedMail.text') },
        {
          kind: 'facts',
          items: [
            { label: t('outside.reference'), value: reference },
            { label: t('outside.mail.received'), value: format.dateTime(sentAt, zone) },
            { label: t('outside.mail.law'), value: translate(law, language) },
            { label: t('outside.who.organisation'), value: organisation },
            { label: t('outside.mail.name'), value: name },
            { label: t('outside.who.phone'), value: phone ?? '' },
          ],
        },
        {
          kind: 'action',
          label: t('outside.unconfirmedMail.open'),
          url: url(incidentPaths.unconfirmedFiling.link({ params: { filingId } })),
        },
      ],
      reason: t('outside.unconfirmedMail.reason'),
    };
  },
});
