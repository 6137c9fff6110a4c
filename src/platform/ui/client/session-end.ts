import { createBrowserClock } from '#platform/time/browser-clock.ts';

/** Asks before a session ends for want of use, keeps it while somebody types, and says when it is over (interface.md 7.3). */

const warnBefore = 120_000;
/** Seconds left at which the time is spoken, besides when the question appears. */
const spokenAt = [60, 30];
/** Typing is use of the session, told to the server at most this often. */
const beatEvery = 60_000;
/** Tells the other tabs in how many milliseconds the session ends. Nothing is stored. */
const tabs = new BroadcastChannel('vigie.session-end');

const now = createBrowserClock(Number(document.documentElement.dataset.now));

class SessionWatch {
  readonly #dialog: HTMLDialogElement;
  #end: number;
  #lastBeat = now();
  #hasTyped = false;
  #isOver = false;
  #spoken = new Set<number>();

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    const left = Number(dialog.dataset.seconds) * 1_000;
    this.#end = now() + left;
    tabs.postMessage(left);
    tabs.addEventListener('message', ({ data }) => this.#setLeft(Number(data)));
    document.addEventListener('input', () => {
      this.#hasTyped = true;
      if (now() - this.#lastBeat >= beatEvery) void this.#beat();
    });
    document.addEventListener('visibilitychange', () => this.#tick());
    dialog.addEventListener('cancel', (event) => {
      if (!this.#isOver) event.preventDefault();
    });
    dialog.querySelector('button[name=stay]')?.addEventListener('click', () => void this.#beat());
    setInterval(() => this.#tick(), 1_000);
  }

  /** Uses the session, and learns how long it lasts. Where nobody answers, the countdown goes on. */
  async #beat(): Promise<void> {
    this.#lastBeat = now();
    const answer = await fetch(this.#dialog.dataset.keep ?? '', { headers: { accept: 'application/json' }, redirect: 'manual' }).catch(
      () => undefined,
    );
    if (answer?.status === 401) this.#finish();
    if (!answer?.ok) return;
    const { seconds } = (await answer.json()) as { seconds: number };
    this.#setLeft(seconds * 1_000);
    tabs.postMessage(seconds * 1_000);
  }

  #setLeft(left: number): void {
    this.#end = now() + left;
    if (left <= warnBefore || this.#isOver) return;
    this.#spoken.clear();
    if (this.#dialog.open) this.#dialog.close();
  }

  #tick(): void {
    if (this.#isOver) return;
    const left = this.#end - now();
    if (left <= 0) this.#finish();
    if (left <= 0 || left > warnBefore) return;
    if (!this.#dialog.open) this.#dialog.showModal();
    const seconds = Math.ceil(left / 1_000);
    this.#write('[data-time]', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
    const due = [Math.ceil(warnBefore / 1_000), ...spokenAt].filter((at) => seconds <= at && !this.#spoken.has(at));
    if (due.length === 0) return;
    for (const at of due) this.#spoken.add(at);
    this.#write('[data-spoken]', (this.#dialog.dataset.left ?? '').replace('{n}', String(seconds)));
  }

  /** With nothing typed, to where one signs in; else it stays on the page, to be sent afterwards. */
  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { signIn = '/', endedTitle = '', endedText = '' } = this.#dialog.dataset;
    if (!this.#hasTyped) {
      location.assign(signIn);
      return;
    }
    this.#write('#session-end-title', endedTitle);
    this.#write('#session-end-text', endedText);
    for (const part of ['[data-time]', 'button[name=stay]', 'form']) this.#dialog.querySelector<HTMLElement>(part)?.remove();
    for (const part of this.#dialog.querySelectorAll<HTMLElement>('[data-again], [data-close]')) part.hidden = false;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.querySelector<HTMLElement>('[data-again]')?.focus();
  }

  #write(part: string, text: string): void {
    const element = this.#dialog.querySelector(part);
    if (element) element.textContent = text;
  }
}

export function watchSessionEnd(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-session-end]');
  if (dialog) new SessionWatch(dialog);
}
