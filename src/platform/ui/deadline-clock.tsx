import type { ComponentChildren } from 'preact';
import type { Translate } from '#platform/i18n/catalogue.ts';
import { clockState } from '#platform/i18n/time-left.ts';
import { isoTime } from '#platform/time/iso-time.ts';
import type { PointInTime } from '#platform/time/temporal.ts';
import { Explain } from './feedback.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { useUi } from './page-context.ts';
import { countWordings } from './wordings.ts';

/** A moment in words, for machines too; the zone stays beside the time. `short` leaves out the weekday and the zone. */
export function Moment({ instant, zone, short }: { instant: PointInTime; zone?: string | undefined; short?: boolean | undefined }) {
  const { format } = useUi();
  if (short) {
    return (
      <time class="u-nowrap" datetime={isoTime(instant)}>
        {format.shortDateTime(instant, zone)}
      </time>
    );
  }
  const parts = format.dateTimeParts(instant, zone);
  return (
    <time datetime={isoTime(instant)}>
      {parts.date}, <span class="u-nowrap">{`${parts.time} ${parts.zone}`}</span>
    </time>
  );
}

export interface DeadlineClockProps {
  due: PointInTime;
  /** Where the delay began: a quarter of it left turns the clock amber. */
  start: PointInTime;
  zone?: string | undefined;
  /** With a bar; without a size it is as small as a line of a list. */
  size?: 'medium' | 'large' | undefined;
  /** The rule, the fact and the article behind the deadline, as a sentence. */
  explanation?: string | undefined;
  /** When it was done: the clock stops and says whether that was in time. */
  metAt?: PointInTime | undefined;
  /** For a row of a table: "4 Mar, 08:50", no bar, no explanation. */
  compact?: boolean | undefined;
}

const sizes = { medium: ' v-clock--md', large: ' v-clock--lg' };
const icons: Record<'running' | 'soon' | 'late', IconName> = { running: 'clock', soon: 'hourglass-split', late: 'exclamation-circle-fill' };

/** Time left, due moment with zone, bar and explanation. The page's script keeps the time left right, without reading it out. */
export function DeadlineClock({ due, start, zone, size, explanation, metAt, compact }: DeadlineClockProps) {
  const { t, format, now } = useUi();
  if (metAt) return <MetClock due={due} metAt={metAt} zone={zone} size={size} compact={compact} />;
  const state = clockState(start.epochMilliseconds, due.epochMilliseconds, now.epochMilliseconds);
  const whole = Math.max(due.epochMilliseconds - start.epochMilliseconds, 1);
  const gone = Math.min(Math.max(now.epochMilliseconds - start.epochMilliseconds, 0), whole);
  const clockClass = `v-clock${state === 'running' ? '' : ` v-clock--${state}`}${size ? sizes[size] : ''}`;
  const moment = <Moment instant={due} zone={zone} short={compact} />;
  return (
    <deadline-clock due={String(due.epochMilliseconds)} start={String(start.epochMilliseconds)}>
      <div class={clockClass}>
        <p class="v-clock__left">
          <Icon name={icons[state]} />
          <span data-left>{format.timeLeft(due, now)}</span>
        </p>
        {size && !compact && <progress class="v-clock__bar" value={Math.round((100 * gone) / whole)} max={100} aria-hidden="true" />}
        <p class="v-clock__due">{compact ? moment : <DueLine late={state === 'late'}>{moment}</DueLine>}</p>
        {explanation && !compact && <Explain summary={t('ui.clock.how')}>{explanation}</Explain>}
      </div>
    </deadline-clock>
  );
}

/** "Due ..." and, hidden, "Was due ...": the script swaps them when the moment passes. */
function DueLine({ late, children }: { late: boolean; children: ComponentChildren }) {
  const { t } = useUi();
  const line = (key: 'ui.clock.due' | 'ui.clock.wasDue') => {
    const [before, after] = t(key, { when: '\u0000' }).split('\u0000');
    return (
      <>
        {before}
        {children}
        {after}
      </>
    );
  };
  return (
    <>
      <span data-due hidden={late}>
        {line('ui.clock.due')}
      </span>
      <span data-was-due hidden={!late}>
        {line('ui.clock.wasDue')}
      </span>
    </>
  );
}

/** One entry for each language of a translator: texts do not change while the program runs. */
const wordsOfClocks = new WeakMap<Translate, string>();

/** The words the script needs to write the time left; the page carries them once, for all its clocks. */
export function clockWords(ui: Parameters<typeof countWordings>[0]): string {
  const { t } = ui;
  const known = wordsOfClocks.get(t);
  if (known) return known;
  const words = JSON.stringify({
    left: t('ui.time.left', { time: '{time}' }),
    late: t('ui.time.late', { time: '{time}' }),
    none: t('ui.time.lessThanAMinute'),
    days: countWordings(ui, 'ui.time.days'),
    hours: countWordings(ui, 'ui.time.hours'),
    minutes: countWordings(ui, 'ui.time.minutes'),
  });
  wordsOfClocks.set(t, words);
  return words;
}

type MetClockProps = Pick<DeadlineClockProps, 'due' | 'zone' | 'size' | 'compact'> & { metAt: PointInTime };

function MetClock({ due, metAt, zone, size, compact }: MetClockProps) {
  const { t, format } = useUi();
  const late = metAt.epochMilliseconds - due.epochMilliseconds;
  const text = late > 0 ? t('ui.clock.sentLate', { time: format.duration(late) }) : t('ui.clock.sentOnTime');
  return (
    <div class={`v-clock v-clock--${late > 0 ? 'late' : 'met'}${size ? sizes[size] : ''}`}>
      <p class="v-clock__left">
        <Icon name={late > 0 ? 'clock-history' : 'check-circle-fill'} />
        {text}
      </p>
      <p class="v-clock__due">
        <Moment instant={metAt} zone={zone} short={compact} />
      </p>
    </div>
  );
}

/** A deadline that nothing has started yet. @param reason what starts it, as a sentence. */
export function WaitingClock({ reason, size }: { reason: string; size?: 'medium' | 'large' | undefined }) {
  const { t } = useUi();
  return (
    <div class={`v-clock v-clock--wait${size ? sizes[size] : ''}`}>
      <p class="v-clock__left">
        <Icon name="dash-circle" />
        {t('ui.clock.notRunning')}
      </p>
      <p class="v-clock__due">{reason}</p>
    </div>
  );
}
