import { resolve } from 'node:path';
import { type ConfigOptions, installationProblems, installationWarnings } from './installation-rules.ts';
import { type Environment, type ReadSettings, readSettings } from './read-settings.ts';
import type { SettingValues } from './settings.ts';

export type AppMode = 'demo' | 'development' | 'test' | 'production';

export interface Config {
  mode: AppMode;
  /** Absolute folder the program was unpacked in: migrations, packs, themes, dist. */
  root: string;
  dataFolder: string;
  host: string;
  /** Others than this machine may reach the demo, with a word that is printed at the start (decisions.md D14). */
  exposesDemo: boolean;
  port: number;
  baseUrl: string | undefined;
  /** Whose X-Forwarded-* headers are believed; undefined: nobody's. */
  trustedProxies: string | undefined;
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  databasePool: number;
  redisUrl: string | undefined;
  webConcurrency: number;
  /** Where health and details are told to monitoring, if anywhere. */
  internal: { host: string; port: number } | undefined;
  mailUrl: string | undefined;
  mailFrom: string;
  contact: ContactDetails;
  secretKeys: string | undefined;
  auditKeys: string | undefined;
  /** Who gets the head of the trail of changes; undefined: the administrators of the platform. */
  auditMailTo: string | undefined;
  auditRetentionDays: number;
  theme: string;
  logLevel: string;
  sessionIdleMinutes: number;
  sessionHours: number;
  /** After how many days the terms must be accepted again; 0: never for their age. */
  termsDays: number;
  idleAccountDays: number;
  signIn: SignInRules;
  /** Whether people make an account for themselves. */
  selfRegistration: boolean;
  rateLimit: number;
  defaultZone: string;
}

/** What guessing passwords and codes costs (governance.md 5.4, decisions.md D15). */
export interface SignInRules {
  /** Wrong passwords of one account from one network within the window, after which that network is locked out of it. */
  wrongPasswords: number;
  windowMinutes: number;
  /** Of the first lock; each one in a row is twice as long. */
  lockMinutes: number;
  longestLockHours: number;
  /** Wrong passwords of one account from everywhere, and from one network for whatever accounts, after which answers become slower. */
  slowAccountAfter: number;
  slowNetworkAfter: number;
  /** Wrong codes of one account within the window, after which none is looked at. */
  wrongCodes: number;
}

/** How the organisation that runs the service can be reached. */
export interface ContactDetails {
  /** Gets what people write in the contact form; undefined: there is no form. */
  email: string | undefined;
  phone: string | undefined;
  /** Lines. */
  address: readonly string[];
  postalAddress: readonly string[];
  /** Whether the form is there for people without an account. */
  isOpenToStrangers: boolean;
}

/** A setting that stops the start; the message says what to change, a line for each problem. */
export class ConfigError extends Error {}

/** The configuration with where it comes from, or every problem of it at once. */
export interface LoadedConfig extends Pick<ReadSettings, 'sources' | 'warnings'> {
  config: Config | undefined;
  problems: readonly string[];
}

export function loadConfig(root: string, environment: Environment = process.env, options: ConfigOptions = {}): LoadedConfig {
  const { values, sources, problems, warnings } = readSettings(environment);
  const flawed = new Set(Object.keys(sources).filter((name) => !(name in values)));
  const all = [...problems, ...installationProblems(values, flawed, options)];
  const config = all.length === 0 ? configOf(root, values as SettingValues, options) : undefined;
  return { config, sources, problems: all, warnings: [...warnings, ...installationWarnings(values)] };
}

/** @throws ConfigError with a line for each problem. */
export function readConfig(root: string, environment: Environment = process.env, options: ConfigOptions = {}): Config {
  const { config, problems } = loadConfig(root, environment, options);
  if (!config) throw new ConfigError(problems.join('\n'));
  return config;
}

function configOf(root: string, values: SettingValues, { exposesDemo = false }: ConfigOptions): Config {
  const mode = values.APP_ENV ?? 'demo';
  return {
    mode,
    root,
    dataFolder: resolve(root, values.VIGIE_DATA),
    host: values.HOST ?? (exposesDemo || mode === 'production' ? '0.0.0.0' : 'localhost'),
    exposesDemo,
    port: values.PORT,
    baseUrl: values.APP_BASE_URL?.replace(/\/$/, ''),
    trustedProxies: values.TRUSTED_PROXIES ?? (mode === 'production' ? 'loopback' : undefined),
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    databasePool: values.DATABASE_POOL,
    redisUrl: values.REDIS_URL,
    webConcurrency: values.WEB_CONCURRENCY,
    internal: values.INTERNAL_PORT === undefined ? undefined : { host: values.INTERNAL_HOST, port: values.INTERNAL_PORT },
    mailUrl: values.MAIL_URL,
    mailFrom: values.MAIL_FROM,
    contact: {
      email: values.CONTACT_EMAIL ?? (mode === 'production' ? undefined : 'contact@vigie.example'),
      phone: values.CONTACT_PHONE,
      address: linesOf(values.CONTACT_ADDRESS),
      postalAddress: linesOf(values.CONTACT_POSTAL_ADDRESS),
      isOpenToStrangers: values.CONTACT_STRANGERS === 'yes',
    },
    secretKeys: values.VIGIE_SECRET_KEYS,
    auditKeys: values.VIGIE_AUDIT_KEYS,
    auditMailTo: values.AUDIT_MAIL_TO?.trim(),
    auditRetentionDays: values.RETENTION_AUDIT_DAYS,
    theme: values.VIGIE_THEME,
    logLevel: values.LOG_LEVEL ?? (mode === 'production' ? 'info' : 'warn'),
    sessionIdleMinutes: values.SESSION_IDLE_MINUTES,
    sessionHours: values.SESSION_HOURS,
    termsDays: values.TERMS_DAYS,
    idleAccountDays: values.IDLE_ACCOUNT_DAYS,
    signIn: {
      wrongPasswords: values.SIGN_IN_WRONG_PASSWORDS,
      windowMinutes: values.SIGN_IN_WINDOW_MINUTES,
      lockMinutes: values.SIGN_IN_LOCK_MINUTES,
      longestLockHours: values.SIGN_IN_LONGEST_LOCK_HOURS,
      slowAccountAfter: values.SIGN_IN_SLOW_ACCOUNT_AFTER,
      slowNetworkAfter: values.SIGN_IN_SLOW_NETWORK_AFTER,
      wrongCodes: values.SIGN_IN_WRONG_CODES,
    },
    selfRegistration: values.SELF_REGISTRATION === 'yes',
    rateLimit: values.RATE_LIMIT,
    defaultZone: values.DEFAULT_ZONE,
  };
}

const linesOf = (text = ''): string[] => text.split(';').flatMap((line) => line.trim() || []);

/** What people's addresses begin with: what was set, else where this machine listens. */
export const baseUrlOf = ({ baseUrl, host, port }: Config): string =>
  baseUrl ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`;
