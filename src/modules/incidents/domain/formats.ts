/** Formats of single values inside answers. Each returns the canonical text, or undefined when the text is not of the format. */

/** Digits with a point, no superfluous zeros: `1250.5`. Bounded so that no arithmetic later meets absurd sizes. */
export function canonicalDecimal(text: string): string | undefined {
  const match = /^([+-]?)(\d{1,24})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) return undefined;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const digits = fraction ? `${whole}.${fraction}` : whole;
  return match[1] === '-' && digits !== '0' ? `-${digits}` : digits;
}

export const decimalsOf = (canonical: string): number => canonical.split('.')[1]?.length ?? 0;

const currencies = new Set(Intl.supportedValuesOf('currency'));
export const isCurrency = (code: string): boolean => currencies.has(code);

const decimals = new Map<string, number>();

/** How many decimals amounts of the currency have: 2 for EUR, 0 for JPY. */
export function currencyDecimals(code: string): number {
  let count = decimals.get(code);
  if (count === undefined) {
    count = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
    decimals.set(code, count);
  }
  return count;
}

/** One @, no blanks, a domain with a dot: delivery proves the rest. */
export function canonicalEmail(text: string): string | undefined {
  const email = text.trim();
  return email.length <= 254 && /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\].]{2,}$/.test(email)
    ? email
    : undefined;
}

/** 5 to 15 digits with the usual separators, `+` only in front. */
export function canonicalPhone(text: string): string | undefined {
  const phone = text.trim();
  const digits = phone.replace(/\D/g, '').length;
  return /^\+?[\d ()./-]{5,30}$/.test(phone) && digits >= 5 && digits <= 15 ? phone : undefined;
}

/** ISO 17442: 18 letters or digits and two check digits, modulo 97 (ISO 7064) equal to 1. */
export function canonicalLei(text: string): string | undefined {
  const lei = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z\d]{18}\d{2}$/.test(lei)) return undefined;
  let remainder = 0;
  for (const character of lei) {
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1 ? lei : undefined;
}

/** http and https only, without user name or password in the address. */
export function canonicalUrl(text: string): string | undefined {
  const typed = text.trim();
  if (typed.length > 2000 || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password ? typed : undefined;
}

/** Characters of a reason for an act: a correction, a closing. */
export const reasonLimit = 1_000;

/** What every stored text passes: lone surrogates and NUL, which the database refuses, are removed; line ends are `\n`. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed();
}

const minutesPer = { D: 24 * 60, H: 60, M: 1 } as const;
const maxMinutes = 100 * 366 * minutesPer.D;

/** How long something took, as one unit: the largest of days (of 24 hours), hours and minutes that leaves no rest. */
export function durationOfMinutes(minutes: number): string | undefined {
  if (!Number.isSafeInteger(minutes) || minutes < 0 || minutes > maxMinutes) return undefined;
  if (minutes > 0 && minutes % minutesPer.D === 0) return `P${minutes / minutesPer.D}D`;
  return minutes > 0 && minutes % minutesPer.H === 0 ? `PT${minutes / minutesPer.H}H` : `PT${minutes}M`;
}

/** The minutes of such a duration. */
export function minutesOfDuration(text: string): number | undefined {
  const match = /^P(?:(\d{1,6})D|T(\d{1,8})([HM]))$/.exec(text);
  if (!match) return undefined;
  if (match[1] !== undefined) return Number(match[1]) * minutesPer.D;
  return Number(match[2]) * (match[3] === 'H' ? minutesPer.H : minutesPer.M);
}

export const canonicalDuration = (text: string): string | undefined => durationOfMinutes(minutesOfDuration(text) ?? Number.NaN);
