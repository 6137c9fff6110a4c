import type { VNode } from 'preact';
import { renderToString } from '../html/jsx-runtime.ts';
import { type Ui, withUi } from './page-context.ts';

/** A whole document: `view` is a `<Page>`. */
export function renderPage(ui: Ui, view: VNode): string {
  return `<!doctype html>${renderFragment(ui, view)}`;
}

/** A part of a page, for tests and for answers to the page's script. */
export function renderFragment(ui: Ui, view: VNode): string {
  return withUi(ui, () => renderToString(view));
}
