import type { LoadOnce } from './mail.ts';

/** Milliseconds. A mail tells what is true when it is sent, or was so shortly before. */
const fresh = 10_000;

/** For the mails of one job, which tell different people of one event. */
export function loadOnce(now: () => number = () => performance.now()): LoadOnce {
  const known = new Map<string, { at: number; value: Promise<unknown> }>();
  return <Value>(key: string, load: () => Promise<Value>) => {
    const kept = known.get(key);
    if (kept && now() - kept.at < fresh) return kept.value as Promise<Value>;
    const value = load();
    known.set(key, { at: now(), value });
    value.catch(() => known.delete(key));
    return value;
  };
}
