/** The shapes and the strength of values that a type alone does not tell. */

/** `Name <address@domain>` or an address, on one line: it becomes a header. */
export const isSender = (text: string): boolean => /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text.trim());

/** One host that people type, and nothing behind it: every page lives below `/`. */
export function isPublicAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, pathname, search, hash, hostname } = new URL(text);
  const isEverywhere = hostname.includes('*') || hostname === '0.0.0.0' || hostname === '[::]';
  return !isEverywhere && `${username}${password}${search}${hash}` === '' && pathname === '/';
}

/** The keys of a ring in their order, or undefined when the text is none: an id twice, or a key of another length. */
export function parseKeyRing(text: string): Map<string, Buffer> | undefined {
  const keys = new Map<string, Buffer>();
  for (const entry of text.trim().split(/\s*[,\n]\s*/)) {
    const [id = '', encoded = '', ...rest] = entry.split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!/^[\w-]{1,32}$/.test(id) || key.length !== 32 || rest.length > 0 || keys.has(id)) return undefined;
    keys.set(id, key);
  }
  return keys;
}

export const isKeyRing = (text: string): boolean => parseKeyRing(text) !== undefined;

/** A key of the seal as it is written down; of a public one only the half that verifies is here. */
export interface SealKey {
  id: string;
  isPublic: boolean;
  bytes: Buffer;
}

/** The keys of the seal in their order, or undefined when the text is no ring of them. */
export function parseSealRing(text: string): SealKey[] | undefined {
  const keys = text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readSealKey);
  const known = keys.flatMap((key) => key ?? []);
  const ids = new Set(known.map(({ id }) => id));
  return keys.length > 0 && ids.size === keys.length ? known : undefined;
}

function readSealKey(entry: string): SealKey | undefined {
  const parts = entry.split(':');
  const [id = ''] = parts;
  const isPublic = parts.length === 3 && parts[1] === 'public';
  const bytes = Buffer.from(parts.at(-1) ?? '', 'base64');
  return /^[\w-]{1,32}$/.test(id) && (isPublic || parts.length === 2) && bytes.length === 32 ? { id, isPublic, bytes } : undefined;
}

export const isSealRing = (text: string): boolean => parseSealRing(text) !== undefined;

/** Random bytes repeat themselves a little; thirty-two of them with fewer than ten values were typed, not drawn. */
const fewestValues = 10;

/** The ids of keys that somebody made up, such as thirty-two zeros from an example. */
export const sampleKeys = (ring: string): string[] => [...(parseKeyRing(ring) ?? [])].filter(([, key]) => wasMadeUp(key)).map(([id]) => id);

/** The same of the keys that seal; a public half tells nothing of how its key was made. */
export const sampleSealKeys = (ring: string): string[] =>
  (parseSealRing(ring) ?? []).filter(({ isPublic, bytes }) => !isPublic && wasMadeUp(bytes)).map(({ id }) => id);

const wasMadeUp = (key: Buffer): boolean => new Set(key).size < fewestValues || isText(key);

/** A sentence in base64 is no key. */
const isText = (key: Buffer): boolean => key.every((byte) => byte >= 0x20 && byte < 0x7f);

/** Passwords of examples and manuals, compared in small letters and without what surrounds the word. */
const samplePasswords = new Set(
  'password pass passwd secret changeme example sample test admin root postgres vigie redis mail default 123456 12345678'.split(' '),
);

/** Whether the password in an address is one that everybody knows. */
export function hasSamplePassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { password, searchParams } = new URL(address);
  return [decodeSafely(password), searchParams.get('password') ?? '']
    .map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .some((text) => samplePasswords.has(text));
}

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
