/** What a page shows once and somebody wants to keep: copied, or printed. */

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = document.getElementById(button.dataset.copy ?? '');
  const lines = [...(source?.children ?? [])].map(({ textContent }) => textContent ?? '');
  await navigator.clipboard.writeText(lines.join('\n'));
  button.textContent = button.dataset.copied ?? '';
  button.setAttribute('role', 'status');
}

export function startKeepsakes(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    // Browsers lend the clipboard to pages that came over an encrypted connection only.
    button.hidden = !('clipboard' in navigator);
    button.addEventListener('click', () => void copy(button));
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
}
