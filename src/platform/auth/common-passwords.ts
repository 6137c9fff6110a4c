/** Passwords that are tried first because many people have them: the list of zxcvbn, made of published breaches. No request leaves the server. */

let list: Promise<ReadonlySet<string>> | undefined;

/** Some 49,000; read when the first password is chosen. */
async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set([...dictionary['passwords-common']].map(String));
}

/**
 * Whether the password is one of the list, or one of it in the usual disguise: in capitals, with digits and signs around it, several
 * times over, two of them in a row, or with `0` for `o` and the like.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  list ??= read();
  const known = await list;
  const plain = password.toLowerCase();
  return [plain, withoutDisguise(plain)].some((text) => [text, coreOf(text)].some((core) => isMadeOf(known, core)));
}

const coreOf = (text: string): string => text.replace(/^\P{L}+|\P{L}+$/gu, '');

const disguises: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };
const withoutDisguise = (text: string): string => text.replace(/[013457@$]/g, (sign) => disguises[sign] ?? sign);

const shortest = 4;

/** The text itself, or two entries one after the other; or one entry over and over. */
function isMadeOf(known: ReadonlySet<string>, text: string): boolean {
  if (text.length < shortest) return false;
  const once = /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
  if (known.has(once) || once.length <= 2) return true;
  for (let cut = shortest; cut <= once.length - shortest; cut += 1) {
    if (known.has(once.slice(0, cut)) && known.has(once.slice(cut))) return true;
  }
  return false;
}
