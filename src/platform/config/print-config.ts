import { baseUrlOf, type Config, type LoadedConfig } from './config.ts';
import type { Source } from './read-settings.ts';
import { parseKeyRing, parseSealRing } from './setting-values.ts';
import { type SettingName, settingNames, settingOf } from './settings.ts';

/** A setting as it holds in this installation. */
export interface EffectiveSetting {
  name: SettingName;
  /** What of a secret may be seen: where it leads and which keys there are, never the password or the key. */
  value: string | number | undefined;
  source: Source;
  /** The file of a secret. */
  file?: string;
}

/** Every setting with the value the program goes by, also where nobody set one. */
const valueIn: Record<SettingName, (config: Config) => string | number | undefined> = {
  APP_ENV: ({ mode }) => mode,
  APP_BASE_URL: baseUrlOf,
  HOST: ({ host }) => host,
  PORT: ({ port }) => port,
  TRUSTED_PROXIES: ({ trustedProxies }) => trustedProxies,
  INTERNAL_PORT: ({ internal }) => internal?.port,
  INTERNAL_HOST: ({ internal }) => internal?.host,
  VIGIE_DATA: ({ dataFolder }) => dataFolder,
  DATABASE_URL: ({ databaseUrl }) => databaseUrl && withoutPassword(databaseUrl),
  DATABASE_OWNER_URL: ({ databaseOwnerUrl }) => databaseOwnerUrl && withoutPassword(databaseOwnerUrl),
  DATABASE_POOL: ({ databasePool }) => databasePool,
  REDIS_URL: ({ redisUrl }) => redisUrl && withoutPassword(redisUrl),
  WEB_CONCURRENCY: ({ webConcurrency }) => webConcurrency,
  MAIL_URL: ({ mailUrl }) => mailUrl && withoutPassword(mailUrl),
  MAIL_FROM: ({ mailFrom }) => mailFrom,
  CONTACT_EMAIL: ({ contact }) => contact.email,
  CONTACT_PHONE: ({ contact }) => contact.phone,
  CONTACT_ADDRESS: ({ contact }) => contact.address.join('; ') || undefined,
  CONTACT_POSTAL_ADDRESS: ({ contact }) => contact.postalAddress.join('; ') || undefined,
  CONTACT_STRANGERS: ({ contact }) => (contact.isOpenToStrangers ? 'yes' : 'no'),
  VIGIE_SECRET_KEYS: ({ secretKeys }) => secretKeys && keyIds(secretKeys),
  VIGIE_AUDIT_KEYS: ({ auditKeys }) => auditKeys && sealKeyIds(auditKeys),
  AUDIT_MAIL_TO: ({ auditMailTo }) => auditMailTo,
  RETENTION_AUDIT_DAYS: ({ auditRetentionDays }) => auditRetentionDays,
  VIGIE_THEME: ({ theme }) => theme,
  LOG_LEVEL: ({ logLevel }) => logLevel,
  SESSION_IDLE_MINUTES: ({ sessionIdleMinutes }) => sessionIdleMinutes,
  SESSION_HOURS: ({ sessionHours }) => sessionHours,
  TERMS_DAYS: ({ termsDays }) => termsDays,
  IDLE_ACCOUNT_DAYS: ({ idleAccountDays }) => idleAccountDays,
  SELF_REGISTRATION: ({ selfRegistration }) => (selfRegistration ? 'yes' : 'no'),
  SIGN_IN_WRONG_PASSWORDS: ({ signIn }) => signIn.wrongPasswords,
  SIGN_IN_WRONG_CODES: ({ signIn }) => signIn.wrongCodes,
  SIGN_IN_WINDOW_MINUTES: ({ signIn }) => signIn.windowMinutes,
  SIGN_IN_LOCK_MINUTES: ({ signIn }) => signIn.lockMinutes,
  SIGN_IN_LONGEST_LOCK_HOURS: ({ signIn }) => signIn.longestLockHours,
  SIGN_IN_SLOW_ACCOUNT_AFTER: ({ signIn }) => signIn.slowAccountAfter,
  SIGN_IN_SLOW_NETWORK_AFTER: ({ signIn }) => signIn.slowNetworkAfter,
  RATE_LIMIT: ({ rateLimit }) => rateLimit,
  DEFAULT_ZONE: ({ defaultZone }) => defaultZone,
};

export const effectiveSettings = (config: Config, sources: LoadedConfig['sources']): EffectiveSetting[] =>
  settingNames.map((name) => ({ name, value: valueIn[name](config), ...sources[name] }));

/** Lines of `NAME=value` with where the value comes from, aligned. */
export function describeSettings(found: readonly EffectiveSetting[]): string[] {
  const words = found.map(({ name, value, source, file }): [string, string] => {
    const shown = value === undefined ? `(${settingOf(name).otherwise ?? 'none'})` : String(value);
    return [`${name}=${shown}`, file ? `file ${file}` : source];
  });
  const width = Math.max(...words.map(([left]) => left.length));
  return words.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

/** An address without what lets somebody in; the parameters may hold a password too. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = '***';
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, '***');
  return url.href;
}

const keyIds = (ring: string): string => [...(parseKeyRing(ring)?.keys() ?? [])].map((id) => `${id}:***`).join(',');

/** The same of the keys of the seal, some of which may be public halves. */
const sealKeyIds = (ring: string): string => (parseSealRing(ring) ?? []).map(({ id }) => `${id}:***`).join(',');
