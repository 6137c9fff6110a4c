/** Turns a list to tick in into a field to type in, with a chip for each choice. The ticks stay and are what the form sends. */

interface Option {
  box: HTMLInputElement;
  name: string;
  plain: string;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const longestList = 60;
const svg = 'http://www.w3.org/2000/svg';

function icon(href: string): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('class', 'v-icon');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', href);
  picture.append(use);
  return picture;
}

class CountryPicker extends HTMLElement {
  #options: Option[] = [];
  #found: Option[] = [];
  #active = -1;
  #input = document.createElement('input');
  #list = document.createElement('ul');
  #chips = document.createElement('ul');

  connectedCallback(): void {
    const details = this.querySelector('details');
    if (!details || this.#options.length > 0) return;
    this.#options = [...details.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].map((box) => {
      const name = box.labels?.[0]?.textContent?.trim() ?? box.value;
      return { box, name, plain: plain(name) };
    });
    details.hidden = true;
    this.#build();
    this.#drawChips();
  }

  #build(): void {
    const { label = '', chosen = '' } = this.dataset;
    const id = `${this.id}-input`;
    const combo = document.createElement('div');
    combo.className = 'v-combo';
    this.#input.className = 'form-control';
    this.#input.id = id;
    this.#list.className = 'v-combo__list';
    this.#list.id = `${this.id}-list`;
    this.#list.hidden = true;
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', label);
    const described = this.closest('fieldset')?.getAttribute('aria-describedby');
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.#list.id };
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value);
    this.#input.setAttribute('aria-label', label);
    if (described) this.#input.setAttribute('aria-describedby', described);
    this.#input.autocomplete = 'off';
    this.#chips.className = 'v-chips';
    this.#chips.setAttribute('aria-label', chosen);
    combo.append(this.#input, this.#list);
    this.prepend(this.#chips, combo);
    this.#input.addEventListener('input', () => this.#search());
    this.#input.addEventListener('keydown', (event) => this.#press(event));
    this.#input.addEventListener('focus', () => this.#search());
    this.#input.addEventListener('blur', () => this.#close());
    this.#list.addEventListener('mousedown', (event) => this.#pick(event));
    // The error summary leads to this element: hand the focus on to the field.
    this.addEventListener('focus', () => this.#input.focus());
  }

  #search(): void {
    const wanted = plain(this.#input.value.trim());
    const free = this.#options.filter(({ box }) => !box.checked);
    const matching = free.filter((option) => option.plain.includes(wanted));
    this.#found = matching.sort((a, b) => Number(b.plain.startsWith(wanted)) - Number(a.plain.startsWith(wanted))).slice(0, longestList);
    this.#active = wanted !== '' && this.#found.length > 0 ? 0 : -1;
    this.#draw();
  }

  #draw(): void {
    const lines = this.#found.map(({ name }, at) => {
      const line = document.createElement('li');
      line.id = `${this.#list.id}-${at}`;
      line.setAttribute('role', 'option');
      line.setAttribute('aria-selected', String(at === this.#active));
      line.dataset.at = String(at);
      line.textContent = name;
      return line;
    });
    if (lines.length === 0) {
      const line = document.createElement('li');
      line.setAttribute('role', 'option');
      line.setAttribute('aria-disabled', 'true');
      line.setAttribute('aria-selected', 'false');
      line.textContent = this.dataset.none ?? '';
      lines.push(line);
    }
    this.#list.replaceChildren(...lines);
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    const active = lines[this.#active];
    if (this.#active >= 0 && active) {
      this.#input.setAttribute('aria-activedescendant', active.id);
      active.scrollIntoView({ block: 'nearest' });
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }

  #moveTo(at: number): void {
    this.#active = at;
    this.#draw();
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #press(event: KeyboardEvent): void {
    const last = this.#found.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.#active >= last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (this.#list.hidden) this.#search();
      else this.#moveTo(move);
      return;
    }
    const chosen = this.#found[this.#active];
    if (event.key === 'Enter' && !this.#list.hidden) {
      event.preventDefault();
      if (chosen) this.#set(chosen, true);
    }
    if (event.key === 'Escape' && !this.#list.hidden) {
      event.stopPropagation();
      this.#close();
    }
    if (event.key === 'Backspace' && this.#input.value === '') {
      const lastChosen = this.#options.filter(({ box }) => box.checked).at(-1);
      if (lastChosen) this.#set(lastChosen, false);
    }
  }

  #pick(event: MouseEvent): void {
    event.preventDefault();
    const line = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-at]') : null;
    const option = line && this.#found[Number(line.dataset.at)];
    if (option) this.#set(option, true);
  }

  #set(option: Option, checked: boolean): void {
    option.box.checked = checked;
    option.box.dispatchEvent(new Event('change', { bubbles: true }));
    this.#input.value = '';
    this.#close();
    this.#drawChips();
    this.#input.focus();
    this.#close();
  }

  #drawChips(): void {
    const chips = this.#options
      .filter(({ box }) => box.checked)
      .map((option) => {
        const chip = document.createElement('li');
        chip.className = 'v-chip';
        const button = document.createElement('button');
        button.type = 'button';
        button.setAttribute('aria-label', (this.dataset.remove ?? '').replace('{what}', option.name));
        button.append(icon(this.dataset.icon ?? ''));
        button.addEventListener('click', () => this.#set(option, false));
        chip.append(option.name, button);
        return chip;
      });
    this.#chips.replaceChildren(...chips);
    this.#chips.hidden = chips.length === 0;
  }
}

customElements.define('country-picker', CountryPicker);
