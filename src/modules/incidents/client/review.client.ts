/** Keeps the reviewer's draft on the server while they type, and names the button after the decision. */
import type { Language } from '#platform/i18n/locale.ts';
import { writeTime } from '#platform/i18n/moment.ts';
import { isEdited } from '#platform/ui/client/is-edited.ts';
import { showOwnHtml } from '#platform/ui/client/own-html.ts';

/** Milliseconds without a keystroke before the draft is saved. */
const pause = 1_500;

const icons = { saving: 'arrow-repeat', saved: 'cloud-check', failed: 'cloud-slash' } as const;

interface Saved {
  draftVersion: number;
  /** ISO instant. */
  savedAt: string;
  /** Clean HTML made by the server. */
  preview: string;
}

class ReviewAutosave extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;
  #isSent = false;
  /** Something was typed while a save was on its way. */
  #isStale = false;

  connectedCallback(): void {
    const form = this.closest('form');
    if (!form) return;
    form.addEventListener('input', () => this.#plan(form));
    form.addEventListener('change', () => this.#nameButton(form));
    form.addEventListener('submit', () => {
      this.#isSent = true;
      clearTimeout(this.#timer);
    });
    this.#nameButton(form);
    if (isEdited(form)) this.#plan(form);
  }

  #plan(form: HTMLFormElement): void {
    clearTimeout(this.#timer);
    this.#isStale = this.#isSaving;
    this.#timer = setTimeout(() => this.#save(form), pause);
  }

  async #save(form: HTMLFormElement): Promise<void> {
    // The review itself is on its way: a draft saved after it would come back as unsent.
    if (this.#isSaving || this.#isSent) return;
    this.#isSaving = true;
    this.#show('saving', this.dataset.saving ?? '');
    const saved = await this.#post(form).catch(() => undefined);
    this.#isSaving = false;
    if (saved) this.#keep(form, saved);
    else this.#show('failed', this.dataset.failed ?? '');
    if (this.#isStale) this.#plan(form);
    else if (saved) form.dispatchEvent(new Event('saved'));
  }

  #keep(form: HTMLFormElement, saved: Saved): void {
    const version = form.querySelector<HTMLInputElement>('input[name="draftVersion"]');
    if (version) version.value = String(saved.draftVersion);
    const preview = form.querySelector('[data-preview]');
    if (preview) showOwnHtml(preview, saved.preview);
    const language = (document.documentElement.lang || 'en') as Language;
    const time = writeTime(language, Date.parse(saved.savedAt), this.dataset.zone ?? 'UTC');
    this.#show('saved', (this.dataset.saved ?? '').replace('{time}', time));
  }

  async #post(form: HTMLFormElement): Promise<Saved | undefined> {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('act', 'draft');
    const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } });
    return response.ok ? ((await response.json()) as Saved) : undefined;
  }

  #show(state: keyof typeof icons, text: string): void {
    const shown = this.querySelector<HTMLElement>('[data-save-state]');
    if (!shown) return;
    shown.className = `v-save v-save--${state}`;
    const icon = shown.querySelector('svg');
    const use = icon?.querySelector('use');
    use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*$/, `#${icons[state]}`));
    shown.replaceChildren(...(icon ? [icon] : []), text);
  }

  /** "Ask for a revision" says more than "Send the review". */
  #nameButton(form: HTMLFormElement): void {
    const button = form.querySelector<HTMLButtonElement>('button[name="act"][value="decide"]');
    if (!button) return;
    const verdict = new FormData(form).get('verdict');
    const { passed, revision, send } = this.dataset;
    button.textContent = (verdict === 'passed' ? passed : verdict === 'revision' ? revision : send) ?? '';
  }
}

customElements.define('review-autosave', ReviewAutosave);
