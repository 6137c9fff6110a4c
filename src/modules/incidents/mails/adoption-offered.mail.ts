import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleId } from '#platform/mail/sample-world.ts';
import { incidentPaths } from '../paths.ts';
import { incident } from '../schema/incident.ts';

/** To the administrators of an operator: somebody outside has filed in its name. The date and the name as typed, no content (decisions.md D4). */
export const adoptionOffered = defineMail({
  name: 'incidents.filed-outside',
  payload: z.strictObject({ incidentId: z.uuid() }),
  async load(ctx, { incidentId }) {
    const [row] = await ctx.db
      .select({ notifierId: incident.notifierId, typedName: incident.operatorName, filedAt: incident.notifiedAt, zone: incident.zone })
      .from(incident)
      .where(eq(incident.id, incidentId));
    return row?.notifierId ? row : declineMail('It was taken over meanwhile');
  },
  samples: ({ operator, regulator, now }) => [{ notifierId: sampleId, typedName: operator, filedAt: now, zone: regulator.zone }],
  render({ typedName, filedAt, zone }, { t, format, url }) {
    return {
      subject: t('outside.adoptionMail.subject'),
      title: t('outside.adoptionMail.subject'),
      blocks: [
        { kind: 'paragraph', text: t('outside.adoptionMail.text') },
        {
          kind: 'facts',
          items: [
            { label: t('outside.mail.received'), value: format.dateTime(filedAt, zone) },
            { label: t('outside.adoption.typed'), value: typedName },
          ],
        },
        { kind: 'action', label: t('outside.adoptionMail.open'), url: url(incidentPaths.adoptions.link()) },
      ],
      reason: t('outside.adoptionMail.reason'),
    };
  },
});
