import { type ClockState, clockState, splitTime, type TimeUnit, writeTimeSpan } from '#platform/i18n/time-left.ts';
import { createBrowserClock } from '#platform/time/browser-clock.ts';
import { type CountWords, countText } from './words.ts';

interface ClockWords extends Record<TimeUnit, CountWords> {
  left: string;
  late: string;
  none: string;
}

const serverNow = Number(document.documentElement.dataset.now);
const now = createBrowserClock(serverNow);

/** Keeps "12 h left" right. It is not a live region: a clock that speaks each minute helps nobody. */
class DeadlineClock extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.#timer = setInterval(() => this.#update(), 60_000);
    document.addEventListener('visibilitychange', this.#update);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#update);
  }

  #update = (): void => {
    const due = Number(this.getAttribute('due'));
    const start = Number(this.getAttribute('start'));
    const at = now();
    const words: ClockWords = JSON.parse(document.documentElement.dataset.clockWords ?? '{}');
    const time = writeTimeSpan(splitTime(due - at), (unit, count) => countText(words[unit], count), words.none);
    const left = this.querySelector('[data-left]');
    if (left) left.textContent = (at > due ? words.late : words.left).replace('{time}', time);
    this.querySelector('progress')?.setAttribute(
      'value',
      String(Math.min(100, Math.max(0, Math.round((100 * (at - start)) / (due - start))))),
    );
    this.#show(clockState(start, due, at));
  };

  #show(state: ClockState): void {
    const clock = this.querySelector('.v-clock');
    clock?.classList.toggle('v-clock--soon', state === 'soon');
    clock?.classList.toggle('v-clock--late', state === 'late');
    this.querySelector('[data-due]')?.toggleAttribute('hidden', state === 'late');
    this.querySelector('[data-was-due]')?.toggleAttribute('hidden', state !== 'late');
    const icon = { running: 'clock', soon: 'hourglass-split', late: 'exclamation-circle-fill' }[state];
    const use = this.querySelector('.v-clock__left use');
    use?.setAttribute('href', use.getAttribute('href')?.replace(/#.*/, `#${icon}`) ?? '');
  }
}

customElements.define('deadline-clock', DeadlineClock);
