/** What every page does with script: menus that close, dialogs, messages that can be hidden, forms that are sent once. */

function closeMenus(except?: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

function startMenus(): void {
  document.addEventListener('click', (event) => closeMenus(event.target instanceof Node ? event.target : null));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const inside = document.activeElement?.closest<HTMLDetailsElement>('details[data-menu][open]');
    closeMenus();
    inside?.querySelector('summary')?.focus();
  });
  document.addEventListener('focusin', (event) => closeMenus(event.target instanceof Node ? event.target : null));
}

/** A link opens its dialog, unless it is to open elsewhere. */
function startDialogs(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opener = event.target.closest<HTMLElement>('[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog ?? '');
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      closeMenus();
      dialog.showModal();
    }
    const closer = event.target.closest<HTMLElement>('[data-close]');
    const open = closer && document.getElementById(closer.dataset.close ?? '');
    if (open instanceof HTMLDialogElement) open.close();
  });
}

function startMessages(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-dismiss]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      button.closest('.v-message')?.remove();
      const area = document.querySelector('[data-messages]');
      if (area && area.children.length === 0) area.remove();
      document.getElementById('main')?.focus();
    });
  }
  // After a refused form the summary is where reading goes on; an alert of the previous act comes next.
  const focus =
    document.querySelector<HTMLElement>('[data-focus]') ?? document.querySelector<HTMLElement>('[data-messages] [role="alert"]');
  if (!focus) return;
  focus.tabIndex = -1;
  focus.focus();
}

const sent = new WeakSet<HTMLFormElement>();
/** Milliseconds after which a form may be sent again: the answer was a file, or never came. */
const retryAfter = 8000;

/** The second click on "Send" does nothing, and the button says that the first one counts. */
function guardSending(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  const restore = showSending(form, event.submitter);
  setTimeout(() => {
    sent.delete(form);
    restore();
  }, retryAfter);
}

/** Not `disabled`: the name and value of the button belong to what is sent. Answers the way back. */
function showSending(form: HTMLFormElement, button: HTMLElement | null): () => void {
  const label = form.dataset.sending;
  if (!button || !label) return () => undefined;
  const content = [...button.childNodes];
  button.setAttribute('aria-disabled', 'true');
  button.textContent = label;
  return () => {
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...content);
  };
}

/** Coming back by the browser's history finds the form as it was, ready to be sent. */
function forgetSent(event: PageTransitionEvent): void {
  if (event.persisted) location.reload();
}

function guardLeaving(form: HTMLFormElement): void {
  let changed = false;
  form.addEventListener('input', () => {
    changed = true;
  });
  form.addEventListener('submit', () => {
    changed = false;
  });
  // A script that saves the draft says so.
  form.addEventListener('saved', () => {
    changed = false;
  });
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}

/** One tick for all rows of a page. */
function startSelectAll(): void {
  for (const all of document.querySelectorAll<HTMLInputElement>('[data-select-all]')) {
    const rows = [
      ...document.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][name="${CSS.escape(all.dataset.selectAll ?? '')}"]`),
    ];
    all.hidden = rows.length === 0;
    const update = () => {
      const ticked = rows.filter((row) => row.checked).length;
      all.checked = ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    };
    for (const row of rows) row.addEventListener('change', update);
    all.addEventListener('change', () => {
      for (const row of rows) row.checked = all.checked;
    });
    update();
  }
}

export function startPage(): void {
  startMenus();
  startDialogs();
  startMessages();
  startSelectAll();
  document.addEventListener('submit', guardSending);
  addEventListener('pageshow', forgetSent);
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guard]')) guardLeaving(form);
}
