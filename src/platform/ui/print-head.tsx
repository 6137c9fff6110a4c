import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { useUi } from './page-context.ts';

/** The Traffic Light Protocol, the widest circle first. */
export const tlpLevels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type Tlp = (typeof tlpLevels)[number];

/** What a printed page says of itself; print.css puts the mark on each of its sheets. */
export interface PrintMark {
  reference: string;
  tlp: Tlp;
}

/** Who may read several things at once: those who may read the narrowest. */
export const narrowestTlp = (levels: readonly Tlp[]): Tlp =>
  tlpLevels[Math.max(0, ...levels.map((level) => tlpLevels.indexOf(level)))] ?? 'CLEAR';

/** On paper only, above the title: whose it is, which it is, when it was printed and for whom it may be. */
export function PrintHead({ mark: { reference, tlp } }: { mark: PrintMark }) {
  const { t, format, now, theme, language } = useUi();
  return (
    <div class="v-printhead">
      <p>{wordsIn(theme.settings.siteName, language)}</p>
      <p class="v-num">{reference}</p>
      <p>{t('ui.printed', { when: format.dateTime(now) })}</p>
      <p>
        <strong>TLP:{tlp}</strong>
      </p>
    </div>
  );
}
