/** The words beside the title that say whether the draft is safe; a polite live region. */
export interface SaveWords {
  saving: string;
  saved: string;
  none: string;
  failed: string;
  again: string;
  conflict: string;
  appeared: string;
}

type Shown = 'none' | 'saving' | 'saved' | 'failed' | 'conflict';
const icons = { none: 'pencil', saving: 'arrow-repeat', saved: 'cloud-check', failed: 'cloud-slash', conflict: 'cloud-slash' } as const;

export class SaveStateView {
  #words: SaveWords;
  #retry: () => void;

  constructor(words: SaveWords, retry: () => void) {
    this.#words = words;
    this.#retry = retry;
  }

  show(state: Shown, time = ''): void {
    const place = document.querySelector<HTMLElement>('[data-save-state]');
    if (!place) return;
    const use = place.querySelector('use');
    const href = use?.getAttribute('href')?.replace(/#.*/, `#${icons[state]}`);
    if (href) use?.setAttribute('href', href);
    place.className = `v-save v-save--${state === 'conflict' ? 'failed' : state}`;
    const icon = place.querySelector('svg');
    place.replaceChildren(...(icon ? [icon] : []), this.#words[state].replace('{time}', time));
    if (state === 'failed') place.append(' ', this.#button());
  }

  #button(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-quiet btn-sm';
    button.textContent = this.#words.again;
    button.addEventListener('click', this.#retry);
    return button;
  }
}
