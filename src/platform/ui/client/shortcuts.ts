/** The keys of interface.md B42. The list in the help panel says which there are, and switches them off. */

/** Milliseconds in which the second key of "g i" must come. */
const patience = 1_500;

const fields = 'input, textarea, select, [contenteditable], [role="combobox"]';
const rows = 'main tbody tr, main .v-work > li';

export function startShortcuts(dialogId: string): void {
  if (document.body.dataset.shortcuts === 'off') return;
  const places = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>(`#${dialogId} a[data-keys]`)].map((link) => [link.dataset.keys ?? '', link.href]),
  );
  let first = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether the key meant something. */
  function press(key: string): boolean {
    const typed = first === '' ? key : `${first} ${key}`;
    first = '';
    clearTimeout(timer);
    const place = places.get(typed);
    if (place !== undefined) {
      location.assign(place);
      return true;
    }
    if ([...places.keys()].some((keys) => keys.startsWith(`${key} `))) {
      first = key;
      timer = setTimeout(() => {
        first = '';
      }, patience);
      return true;
    }
    if (key === '?') return openHelp(dialogId);
    if (key === '/') return focusOn(document.querySelector<HTMLElement>('main input[type="search"]'));
    if (key === 'j') return focusOn(linkBeside(1));
    if (key === 'k') return focusOn(linkBeside(-1));
    return false;
  }

  document.addEventListener('keydown', (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('dialog:modal')) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      goOn(target);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.repeat || target.closest(fields)) return;
    if (press(event.key)) event.preventDefault();
  });
}

function openHelp(dialogId: string): boolean {
  const dialog = document.getElementById(dialogId);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.showModal();
  return true;
}

function focusOn(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return Boolean(element);
}

/** The first link of the row after, or before, the one that has the focus. */
function linkBeside(step: 1 | -1): HTMLElement | undefined {
  const links = [...document.querySelectorAll(rows)].flatMap((row) => row.querySelector<HTMLElement>('a[href]') ?? []);
  const at = links.findIndex((link) => link.closest('tr, li')?.contains(document.activeElement));
  return at < 0 ? links.at(step > 0 ? 0 : -1) : links[at + step];
}

/** Sends the form that somebody is in by its main button, as if it were pressed. */
function goOn(target: Element): void {
  const form = target.closest('form');
  form?.querySelector<HTMLButtonElement>('button.btn-primary:not([type="button"])')?.click();
}
