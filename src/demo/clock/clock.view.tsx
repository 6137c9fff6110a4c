import type { MessageKey } from '#platform/i18n/catalogue.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { demoPaths } from '../paths.ts';
import type { ClockStep } from './move-clock.ts';

interface ClockProps {
  /** What deadlines and reminders go by. */
  shown: Temporal.Instant;
  real: Temporal.Instant;
}

const labels: Record<ClockStep, MessageKey> = {
  hour: 'demo.clock.hour',
  sixHours: 'demo.clock.sixHours',
  day: 'demo.clock.day',
  month: 'demo.clock.month',
};

export const clockPage = (props: ClockProps) => <ClockPage {...props} />;

function ClockPage({ shown, real }: ClockProps) {
  const { t, format } = useUi();
  return (
    <Page title={t('demo.clock.title')}>
      <PageHead title={t('demo.clock.title')} lede={t('demo.clock.lede')} />
      <dl class="v-summary">
        <div>
          <dt>{t('demo.clock.shown')}</dt>
          <dd>{format.dateTime(shown)}</dd>
        </div>
        <div>
          <dt>{t('demo.clock.real')}</dt>
          <dd>{format.dateTime(real)}</dd>
        </div>
      </dl>
      <Actions>
        {Object.entries(labels).map(([step, key]) => (
          <PostButton key={step} action={demoPaths.clock.link()} fields={{ step }}>
            <Button look="secondary">{t(key)}</Button>
          </PostButton>
        ))}
        <PostButton action={demoPaths.clock.link()} fields={{ step: 'real' }}>
          <Button look="quiet">{t('demo.clock.back')}</Button>
        </PostButton>
      </Actions>
      <p class="v-hint">{t('demo.clock.note')}</p>
    </Page>
  );
}
