// Bootstrap ships one large style sheet; we serve the rules of the parts we use and drop the rest (about nine tenths).

/** A class of Bootstrap is kept when one of these matches its whole name. */
const usedParts = [
  /^btn$|^btn-(sm|lg)$/,
  /^form-(control|select|check|check-input|check-label)$/,
  /^visually-hidden(-focusable)?$/,
  /^[mp][tbsexy]?-[0-5]$|^mx-auto$|^ms-auto$|^gap-[0-5]$/,
  /^fs-[1-6]$|^fw-(normal|semibold|bold)$|^lh-(1|sm|base)$/,
  /^d-(none|block|grid|flex|inline|inline-flex)$|^w-(auto|100)$|^border-0$|^text-(start|end|center|break|nowrap)$/,
];
const isUsed = (name: string) => usedParts.some((part) => part.test(name));

/** The first closing brace that belongs to the opening one before `from`. */
function endOfBlock(css: string, from: number): number {
  let depth = 1;
  for (let at = from; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('bootstrap.min.css: a block does not end');
}

function keptSelectors(list: string): string[] {
  return list
    .split(/,(?![^(]*\))/)
    .filter(
      (selector) =>
        !selector.includes('data-bs-theme=dark') && !selector.includes('::-webkit-date') && !/:(in)?valid|was-validated/.test(selector),
    )
    .filter((selector) => [...selector.matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)].every((found) => isUsed(found[1] ?? '')));
}

/** Keeps the rules without a class (the reset) and the rules whose classes are all used. */
export function trimBootstrap(css: string): string {
  let kept = '';
  let at = 0;
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '').replace('@charset "UTF-8";', '');
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open === -1) break;
    const head = text.slice(at, open).trim();
    const end = endOfBlock(text, open + 1);
    const body = text.slice(open + 1, end);
    at = end + 1;
    if (head.startsWith('@keyframes')) continue;
    if (head.startsWith('@')) {
      const inner = trimBootstrap(body);
      if (inner !== '') kept += `${head}{${inner}}`;
      continue;
    }
    const selectors = keptSelectors(head);
    if (selectors.length > 0) kept += `${selectors.join(',')}{${body}}`;
  }
  return kept;
}
