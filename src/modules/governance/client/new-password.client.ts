/** Ticks the rules of a new password while it is typed. The server judges all of them again. */
import { brokenWhileTyping } from '#platform/auth/password-rules.ts';
import { countText } from '#platform/ui/client/words.ts';

/** Milliseconds without a keystroke before the count is read out. */
const pause = 1_000;

class PasswordRules extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[name="password"]');
    if (!input) return;
    const personal: string[] = JSON.parse(this.dataset.personal ?? '[]');
    const update = () => this.#tick(input.value === '' ? undefined : brokenWhileTyping(input.value, personal));
    input.addEventListener('input', update);
    update();
  }

  /** @param broken undefined: nothing is typed yet, and nothing kept. */
  #tick(broken: readonly string[] | undefined): void {
    for (const item of this.querySelectorAll<HTMLElement>('[data-rule]')) {
      const isKept = broken !== undefined && !broken.includes(item.dataset.rule ?? '');
      item.classList.toggle('v-rules--kept', isKept);
      const spoken = item.querySelector<HTMLElement>('[data-kept]');
      if (spoken) spoken.textContent = isKept ? `, ${spoken.dataset.kept ?? ''}` : '';
    }
    clearTimeout(this.#timer);
    if (broken) this.#timer = setTimeout(() => this.#say(broken.length), pause);
  }

  #say(left: number): void {
    const status = this.querySelector('[role="status"]');
    const { none = '', one = '', other = '' } = this.dataset;
    if (status) status.textContent = countText({ none, one, other }, left);
  }
}

customElements.define('password-rules', PasswordRules);
