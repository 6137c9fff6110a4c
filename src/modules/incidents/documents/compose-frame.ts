import { actorName, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { incidentPaths } from '../paths.ts';
import { isUnofficial } from '../views/unofficial.ts';
import type { DocumentFrame, TlpLevel } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import type { Printable } from './printable.query.ts';

const tlp: Record<Printable['regulator']['tlp'], TlpLevel> = {
  RED: 'red',
  'AMBER+STRICT': 'amberStrict',
  AMBER: 'amber',
  GREEN: 'green',
  CLEAR: 'clear',
};

/** Names the page on which a checksum can be checked. */
export const verificationOf = ({ t, baseUrl }: DocumentWords): string =>
  t('incidents.document.verification', { address: `${baseUrl}${incidentPaths.verifyReceipt.link()}` });

/** What stands on every page. @param received when the one version was received that the document is about */
export function frameOf(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, received?: Temporal.Instant): DocumentFrame {
  const { t, format, language, zone } = words;
  const { incident, regulator, regulation, procedure } = printable;
  return {
    title,
    subtitle: received
      ? t('incidents.document.subtitle.submitted', { date: format.date(received, zone) })
      : t('incidents.document.subtitle.notified', { date: format.date(incident.notifiedAt, zone) }),
    reference: incident.reference,
    act: translate(regulation.short, language),
    regulator: translate(regulator.name, language),
    tlp: { level: tlp[regulator.tlp], text: `TLP:${regulator.tlp}` },
    generated: t('incidents.document.generated', {
      when: format.dateTime(words.now, zone),
      who: organisationOf(ctx.actor)?.name ?? actorName(ctx.actor),
    }),
    pageNumber: t('incidents.document.pageNumber', { page: '{page}', total: '{total}' }),
    notice: [
      t('incidents.document.notice', { act: translate(regulation.citation, language) }),
      ...(isUnofficial(procedure, language) ? [t('incidents.unofficial')] : []),
    ].join(' '),
  };
}
