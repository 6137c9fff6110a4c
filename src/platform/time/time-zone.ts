/** Zones that were found: to look one up takes longer than all else that an answer is checked for. Their names are in any case, so it is bounded. */
const known = new Set<string>();
const mostKnown = 1_000;

/** Whether this is a named IANA zone known here; plain offsets such as `+02:00` are not zones. */
export function isTimeZone(zone: string): boolean {
  if (known.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  if (known.size < mostKnown) known.add(zone);
  return true;
}
