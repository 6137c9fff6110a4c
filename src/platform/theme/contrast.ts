/** Colour contrast after WCAG 2.2, success criteria 1.4.3 (text, 4.5) and 1.4.11 (controls, 3). */

interface Pair {
  ink: string;
  ground: string;
  atLeast: number;
}
const text = (ink: string, ...grounds: string[]): Pair[] => grounds.map((ground) => ({ ink, ground, atLeast: 4.5 }));
const control = (ink: string, ...grounds: string[]): Pair[] => grounds.map((ground) => ({ ink, ground, atLeast: 3 }));
const families = ['info', 'neutral', 'success', 'warning', 'danger', 'late'];

/** The pairs of tokens that meet on a page. */
const pairs: Pair[] = [
  ...['text', 'muted', 'accent', 'accent-hover'].flatMap((ink) => text(ink, 'page', 'surface', 'raised')),
  ...text('on-accent', 'accent', 'accent-hover'),
  ...text('on-destroy', 'destroy', 'destroy-hover'),
  ...text('on-header', 'header', 'header-raised'),
  ...text('on-header-muted', 'header'),
  ...text('on-focus', 'focus'),
  ...text('overdue', 'overdue-fill'),
  ...families.flatMap((family) => text(family, `${family}-fill`)),
  ...['info', 'success', 'warning', 'danger'].flatMap((family) => text('text', `${family}-fill`)),
  ...['warning', 'danger', 'success'].flatMap((ink) => text(ink, 'page', 'raised')),
  ...control('control', 'page', 'raised'),
  ...control('lamp', 'header'),
  ...families.flatMap((family) => control(`${family}-edge`, 'page', `${family}-fill`)),
];

function channels(colour: string): [number, number, number] {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())?.[1];
  if (hex === undefined) throw new Error(`"${colour}" is not a colour like #0b5cad`);
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** From 1 (same) to 21 (black on white). */
export function contrastRatio(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

type Scheme = 'light' | 'dark';

/** Values such as #0b5cad by the name of the token without `--color-`. */
export type Colours = ReadonlyMap<string, string>;

/** The value of every `--color-*` token in one scheme. */
export function readColours(tokensCss: string, scheme: Scheme): Colours {
  const colours = new Map<string, string>();
  for (const [, name = '', value = ''] of tokensCss.matchAll(/--color-([\w-]+):\s*([^;]+);/g)) {
    const both = /^light-dark\(([^,]+),([^)]+)\)$/.exec(value.trim());
    colours.set(name, (both ? (scheme === 'light' ? both[1] : both[2]) : value)?.trim() ?? '');
  }
  return colours;
}

/** One sentence for each pair of tokens that cannot be read well enough; none means the theme may be used. */
export function findContrastFaults(tokensCss: string): string[] {
  const faults: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    const colours = readColours(tokensCss, scheme);
    for (const { ink, ground, atLeast } of pairs) {
      const [over, under] = [colours.get(ink), colours.get(ground)];
      if (over === undefined || under === undefined) {
        faults.push(`tokens.css lacks --color-${over === undefined ? ink : ground}`);
        continue;
      }
      const ratio = contrastRatio(over, under);
      if (ratio < atLeast) {
        faults.push(
          `--color-${ink} ${over} on --color-${ground} ${under} (${scheme}): contrast ${ratio.toFixed(2)}, at least ${atLeast} is needed`,
        );
      }
    }
  }
  return [...new Set(faults)];
}
