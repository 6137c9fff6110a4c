import { translate } from '#platform/i18n/language.ts';
import { Section } from '#platform/ui/layout.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import { exactTime } from '../../../views/exact-time.ts';
import type { TakenOver as Version } from './taken-over.query.ts';

/** What an incident user still sees of a file that an operator has taken over. */
export function TakenOver({ versions }: { versions: readonly Version[] }) {
  const { t, format, language } = useUi();
  if (versions.length === 0) return null;
  return (
    <Section id="taken-over" title={t('outside.follow.title')}>
      <p class="v-text">{t('outside.follow.text')}</p>
      <ul class="v-tasks">
        {versions.map(({ id, reference, regulator, law, stage, no, at, zone, sha256, status }) => (
          <li key={id}>
            <div>
              <span class="v-row v-row--tight">
                <RegulationTag>{law}</RegulationTag>
                {t('outside.follow.sent', { report: translate(stage, language), no })}
                <StatusTag status={status} />
              </span>
              <span class="v-sub">
                {reference} <span aria-hidden="true">·</span> {translate(regulator, language)} <span aria-hidden="true">·</span>{' '}
                {exactTime(at, zone, format)}
              </span>
            </div>
            <a class="u-small" href={incidentPaths.verifyReceipt.link({ query: { digest: sha256 } })}>
              {t('report.sent.verify')}
              <span class="visually-hidden">: {reference}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
