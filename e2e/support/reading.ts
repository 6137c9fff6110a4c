// How somebody reads who needs letters further apart, everything four times as large, or a keyboard in place of a mouse.
import { expect, type Page } from '@playwright/test';
import { checkFits } from './test.ts';

/** WCAG 1.4.12: with the spacing that a reader may set, nothing is cut off and nothing sticks out. */
export async function checkTextSpacing(page: Page): Promise<void> {
  // A sheet of the document's own making: its policy allows no other from outside.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  });
  await checkFits(page);
  expect(await page.evaluate(cutTexts), `texts that are cut off on ${page.url()}`).toEqual([]);
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
}

/** Boxes that hide a part of the words in them. Fields scroll; words for those who listen are one pixel large, and meant to be. */
function cutTexts(): string[] {
  return [...document.querySelectorAll<HTMLElement>('body :not(input, textarea, select, option)')]
    .filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const hides = [overflowX, overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
      return hides && clientWidth > 2 && clientHeight > 2 && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1);
    })
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Stops of the keyboard that are tried on one page. */
const stops = 40;

/** Interface.md check 31, WCAG 2.4.7 and 2.4.11: whatever has the focus has a ring, and is not hidden behind what stays in place. */
export async function checkFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(focusFound);
    if (found === 'none') return;
    expect(found, `what has the focus on ${page.url()} after ${stop + 1} stops`).toBe('seen');
  }
}

function focusFound(): string {
  const element = document.activeElement;
  if (!element || element === document.body) return 'none';
  const name = element.outerHTML.slice(0, 120);
  // A tick box is drawn by its neighbour, which carries the ring then.
  const drawn = [element, element.nextElementSibling, element.parentElement].flatMap((one) => (one ? [getComputedStyle(one)] : []));
  const hasRing = drawn.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2);
  if (!hasRing) return `no ring: ${name}`;
  const points = [...element.getClientRects()].flatMap(({ left, right, top, bottom }) =>
    [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * (right - left), top + y * (bottom - top)] as const)),
  );
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  const tops = points.map(([x, y]) => document.elementFromPoint(x, y));
  const isSeen = tops.some((top) => top && [element, ...labels].some((one) => one.contains(top) || top.contains(one)));
  return isSeen ? 'seen' : `${name} hidden behind ${tops.map((top) => top?.outerHTML.slice(0, 60) ?? 'the edge of the window').join(', ')}`;
}
