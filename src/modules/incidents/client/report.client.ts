/**
 * Saves a section while it is filled in: 800 ms after the last edit, on leaving a field, on leaving the page (interface.md 7.1).
 * The form is posted as it is, with `accept: application/json`; without this script the button does the same.
 */
import { isEdited } from '#platform/ui/client/is-edited.ts';
import { followConditions } from './conditional-questions.ts';
import { SaveStateView, type SaveWords } from './save-state.ts';

const editPause = 800;
/** Milliseconds before each new attempt; the last one repeats. */
const retries = [2_000, 5_000, 15_000, 60_000];

interface SaveReply {
  state: 'saved' | 'partial' | 'conflict';
  savedAt?: string;
  tokens?: Record<string, string>;
}

class DraftForm extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #view: SaveStateView | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #edits = 0;
  #savedEdits = 0;
  #attempt = 0;
  #isSaving = false;
  #isStopped = false;
  #isLeaving = false;
  #waiting: { form: HTMLFormElement; submitter: HTMLElement | null } | undefined;

  connectedCallback(): void {
    const form = this.querySelector<HTMLFormElement>('#report-form');
    if (!form) return;
    this.#form = form;
    const words: SaveWords = JSON.parse(this.dataset.words ?? '{}');
    this.#view = new SaveStateView(words, () => void this.#save());
    form.append(hiddenField('_script', 'yes'));
    followConditions(this, form, () => this.#say(words.appeared));
    form.addEventListener('input', () => this.#edited());
    form.addEventListener('change', () => this.#edited());
    form.addEventListener('focusout', () => this.#edits > this.#savedEdits && void this.#save());
    form.addEventListener('submit', (event) => this.#submitted(event));
    // Before whatever sends forms once only.
    document.addEventListener('submit', (event) => this.#leftBy(event), { capture: true });
    document.addEventListener('visibilitychange', () => document.hidden && this.#edits > this.#savedEdits && void this.#save());
    // On a slow line somebody types before this script is there.
    if (isEdited(form)) this.#edited();
  }

  #edited(): void {
    this.#edits += 1;
    this.#view?.show('none');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), editPause);
  }

  /** A save on its way changes what the form must remember: the button waits for it, or the form would be in conflict with itself. */
  #submitted(event: SubmitEvent): void {
    clearTimeout(this.#timer);
    if (!this.#isSaving) {
      this.#isStopped = true;
      return;
    }
    event.preventDefault();
    if (this.#form) this.#waiting = { form: this.#form, submitter: event.submitter };
  }

  /** Another form of the page leads away, such as the choice of a language: what was typed is saved first. */
  #leftBy(event: SubmitEvent): void {
    const form = event.target;
    const isSaved = this.#edits === this.#savedEdits;
    if (this.#isLeaving || isSaved || form === this.#form || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    this.#waiting = { form, submitter: event.submitter };
    void this.#save();
  }

  /** What was not saved is asked about by the page itself. */
  #leave({ form, submitter }: { form: HTMLFormElement; submitter: HTMLElement | null }): void {
    this.#waiting = undefined;
    this.#isLeaving = true;
    form.requestSubmit(submitter);
    this.#isLeaving = false;
  }

  async #save(): Promise<void> {
    const form = this.#form;
    clearTimeout(this.#timer);
    if (!form || this.#isSaving || this.#isStopped) return;
    this.#isSaving = true;
    const edits = this.#edits;
    this.#view?.show('saving');
    try {
      const reply = await post(form);
      if (reply) this.#took(reply, edits);
      else this.#failed();
    } catch {
      this.#failed();
    } finally {
      this.#isSaving = false;
    }
    if (this.#waiting) this.#leave(this.#waiting);
    else if (this.#edits > edits && !this.#isStopped) this.#timer = setTimeout(() => void this.#save(), editPause);
  }

  #took(reply: SaveReply, edits: number): void {
    this.#attempt = 0;
    for (const [key, token] of Object.entries(reply.tokens ?? {})) {
      const field = this.#form?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`_v.${key}`)}"]`);
      if (field) field.value = token;
    }
    if (reply.state === 'conflict') {
      // Only a person can choose: the next press of the button shows both texts.
      this.#view?.show('conflict');
      return;
    }
    this.#savedEdits = edits;
    if (this.#edits > edits) return;
    if (reply.state === 'partial') this.#view?.show('none');
    else {
      this.#view?.show('saved', reply.savedAt);
      this.#form?.dispatchEvent(new Event('saved'));
    }
  }

  /** Nothing typed is lost: it stands in the form, and the page asks before it is left. */
  #failed(): void {
    this.#view?.show('failed');
    const pause = retries[Math.min(this.#attempt, retries.length - 1)];
    this.#attempt += 1;
    this.#timer = setTimeout(() => void this.#save(), pause);
  }

  #say(text: string): void {
    const region = this.querySelector('[data-announce]') ?? this.appendChild(liveRegion());
    region.textContent = text;
  }
}

/** Undefined when the server did not take it: no network, an expired session, an error. */
async function post(form: HTMLFormElement): Promise<SaveReply | undefined> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' }, keepalive: document.hidden });
  return response.ok || response.status === 409 ? response.json() : undefined;
}

function hiddenField(name: string, value: string): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = value;
  return field;
}

function liveRegion(): HTMLElement {
  const region = document.createElement('p');
  region.className = 'visually-hidden';
  region.dataset.announce = '';
  region.setAttribute('aria-live', 'polite');
  return region;
}

customElements.define('draft-form', DraftForm);
