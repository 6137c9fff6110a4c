import sanitize from 'sanitize-html';
import { ThemeFault } from './theme-folder.ts';

/** Bytes of a logo at most. */
export const maxPictureBytes = 200_000;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const elements = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon defs symbol use title desc text tspan ' +
    'linearGradient radialGradient stop clipPath mask pattern'
  ).split(' '),
);

/** A picture that is served as it is must be one. @throws ThemeFault */
export function checkPicture(file: string, content: Buffer): void {
  if (file.endsWith('.png')) {
    if (!content.subarray(0, 8).equals(pngSignature)) throw new ThemeFault(`${file} is not a PNG picture`);
    return;
  }
  if (!file.endsWith('.svg')) throw new ThemeFault(`${file} is neither SVG nor PNG`);
  const faults = svgFaults(content.toString('utf8'));
  if (faults.length > 0) throw new ThemeFault(...faults.map((fault) => `${file}: ${fault}`));
}

function svgFaults(source: string): string[] {
  const faults: string[] = [];
  if (/<!DOCTYPE|<!ENTITY|<!\[CDATA|<\?xml-/i.test(source)) faults.push('declarations are not allowed in a picture');
  let count = 0;
  sanitize(source, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    onOpenTag(name, attributes) {
      count += 1;
      if (count === 1 && name !== 'svg') faults.push('it does not begin with <svg>');
      if (!elements.has(name)) faults.push(`<${name}> is not allowed in a picture`);
      for (const [attribute, value] of Object.entries(attributes))
        if (isUnsafe(attribute, value)) faults.push(`${attribute}="${value.slice(0, 60)}" is not allowed in a picture`);
    },
  });
  if (count === 0) faults.push('it is not an SVG picture');
  return [...new Set(faults)];
}

/** Handlers, addresses other than places in the same picture, and whatever a style could load. */
function isUnsafe(attribute: string, value: string): boolean {
  if (/^on/i.test(attribute)) return true;
  if (/^(xlink:)?href$|^src$/i.test(attribute)) return !/^#[\w-]+$/.test(value);
  if (/javascript:|@import|expression\(|\\/i.test(value)) return true;
  return [...value.matchAll(/url\(\s*['"]?(.)/gi)].some(([, first]) => first !== '#');
}
