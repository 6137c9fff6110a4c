/** Small helpers of single fields: counter, password, dates, dependent parts, tick counts. */

import type { Language } from '#platform/i18n/locale.ts';
import { momentOf, wallClock, writeDate, writeTime, writeZone } from '#platform/i18n/moment.ts';
import { createBrowserClock } from '#platform/time/browser-clock.ts';
import { countText } from './words.ts';

class CharacterCounter extends HTMLElement {
  #pause: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const area = document.getElementById(this.getAttribute('for') ?? '');
    if (area instanceof HTMLTextAreaElement) area.addEventListener('input', () => this.#update(area));
  }

  #update(area: HTMLTextAreaElement): void {
    const left = Number(this.getAttribute('limit')) - [...area.value].length;
    const { leftOne = '', leftOther = '', overOne = '', overOther = '' } = this.dataset;
    const words = left < 0 ? { one: overOne, other: overOther } : { one: leftOne, other: leftOther };
    const text = countText(words, Math.abs(left));
    const [shown, spoken] = this.querySelectorAll('p');
    if (shown) {
      shown.textContent = text;
      shown.classList.toggle('v-counter--over', left < 0);
    }
    // Spoken only once the typing pauses.
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      if (spoken) spoken.textContent = text;
    }, 1000);
  }
}

class PasswordToggle extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    const button = this.querySelector('button');
    if (!input || !button) return;
    button.hidden = false;
    const show = (visible: boolean) => {
      input.type = visible ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(visible));
      const word = button.querySelector('span');
      if (word) word.textContent = (visible ? this.dataset.hide : this.dataset.show) ?? '';
    };
    button.addEventListener('click', () => show(input.type === 'password'));
    // A password manager and the browser's history must see a password field.
    input.form?.addEventListener('submit', () => show(false));
  }
}

const now = createBrowserClock(Number(document.documentElement.dataset.now));
const language = () => (document.documentElement.lang || 'en') as Language;

/** Says the typed moment back in words, and fills in the present one. */
class DateTimeParts extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', () => this.#echo());
    this.addEventListener('change', () => this.#echo());
    const button = this.querySelector<HTMLButtonElement>('[data-now]');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => this.#fillNow());
  }

  get #zone(): string {
    return this.querySelector<HTMLSelectElement>('[data-zone-choice]')?.value ?? this.dataset.zone ?? 'UTC';
  }

  #part(name: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`[data-part="${name}"]`);
  }

  #fillNow(): void {
    const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', { timeZone: this.#zone, dateStyle: 'short', timeStyle: 'short' })
      .format(now())
      .split(' ');
    const [year = '', month = '', day = ''] = date.split('-');
    const [hour = '', minute = ''] = time.split(':');
    for (const [name, value] of Object.entries({ day, month, year, hour, minute })) {
      const input = this.#part(name);
      if (input) input.value = name === 'year' || name === 'hour' || name === 'minute' ? value : String(Number(value));
    }
    this.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #echo(): void {
    const output = this.querySelector('.v-echo');
    if (!output) return;
    const texts = ['year', 'month', 'day', 'hour', 'minute'].map((name) => this.#part(name)?.value.trim() ?? '');
    output.textContent = texts.every((text) => /^\d+$/.test(text)) ? this.#say(texts.map(Number)) : '';
  }

  /** Nothing when there is no such day, or when clocks skip that hour: the server then asks again. */
  #say([year = 0, month = 0, day = 0, hour = 0, minute = 0]: number[]): string {
    const wall = Date.UTC(year, month - 1, day, hour, minute);
    const echoed = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short' }).format(wall);
    const isReal = echoed === `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` && hour < 24 && minute < 60;
    const moment = isReal && year > 1900 ? momentOf(wall, this.#zone) : undefined;
    if (moment === undefined || wallClock(moment, this.#zone) !== wall) return '';
    const when = `${writeDate(language(), moment, this.#zone)}, ${writeTime(language(), moment, this.#zone)} ${writeZone(language(), moment, this.#zone)}`;
    return (this.dataset.echo ?? '').replace('{when}', when);
  }
}

/** A part of a form that counts only for some answers. What was typed stays while it is hidden. */
class ConditionalPart extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    const wanted: string[] = JSON.parse(this.dataset.is ?? '[]');
    const update = () => {
      const values = new FormData(form).getAll(this.dataset.when ?? '');
      this.hidden = !values.some((value) => wanted.includes(String(value)));
    };
    form.addEventListener('change', update);
    update();
  }
}

/** Keeps "2 chosen" right in the heads of a tree. */
function countTicks(event: Event): void {
  const branch = event.target instanceof Element ? event.target.closest('.v-branch') : null;
  const count = branch?.querySelector<HTMLElement>('[data-chosen-count]');
  if (!branch || !count) return;
  const { none = '', one = '', other = '' } = count.dataset;
  count.textContent = countText({ none, one, other }, branch.querySelectorAll('input:checked').length);
}

/** Browsers that cannot size a text area to its content by style. */
function growArea(event: Event): void {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || CSS.supports('field-sizing', 'content')) return;
  area.rows = Math.max(area.rows, Math.min(30, area.value.split('\n').length + Math.floor(area.value.length / 80)));
}

export function startFields(): void {
  customElements.define('character-counter', CharacterCounter);
  customElements.define('password-toggle', PasswordToggle);
  customElements.define('date-time-parts', DateTimeParts);
  customElements.define('conditional-part', ConditionalPart);
  document.addEventListener('change', countTicks);
  document.addEventListener('input', growArea);
}
