/** What this file needs of a browser that checks where HTML comes from; others do not have it. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createHTML(html: string): string; createScriptURL(url: string): string },
  ): { createHTML(html: string): string; createScriptURL(url: string): string };
}
const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes?: Policies };
/** The one policy that the pages' headers allow. */
const policy = trustedTypes?.createPolicy('vigie', { createHTML: (html) => html, createScriptURL: ownUrl });

function ownUrl(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError('Not a script of ours');
  return url;
}

/** Puts HTML into a page that our own server has made and cleaned; never anything a person typed into this page. */
export function showOwnHtml(element: Element, html: string): void {
  element.innerHTML = policy?.createHTML(html) ?? html;
}

/** A worker from a script that our own server serves. */
export const ownWorker = (url: string): Worker => new Worker(policy?.createScriptURL(url) ?? ownUrl(url), { type: 'module' });
