import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { useUi } from './page-context.ts';

/** What the deployer has to say to everybody for a time, such as that this is the test environment. */
export function Banners() {
  const { t, theme, language, now } = useUi();
  const shown = theme.settings.banners.filter(
    ({ from, until }) => (!from || Temporal.Instant.compare(from, now) <= 0) && (!until || Temporal.Instant.compare(now, until) < 0),
  );
  if (shown.length === 0) return null;
  return (
    <aside aria-label={t('ui.banners')}>
      {shown.map(({ level, text }) => (
        <p key={text.en} class={`v-banner v-banner--${level}`}>
          <span class="v-container">{wordsIn(text, language)}</span>
        </p>
      ))}
    </aside>
  );
}
