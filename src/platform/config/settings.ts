import { z } from 'zod';
import { isTimeZone } from '../time/time-zone.ts';
import { isProxyList } from './proxy-list.ts';
import { isAddress, isKeyRing, isPublicAddress, isSealRing, isSender } from './setting-values.ts';

/** One thing that may be set, as the start, `vigie config` and docs/operations/configuration.md tell of it. */
export interface Setting<Value extends z.ZodType = z.ZodType> {
  value: Value;
  /** What it accepts, for whoever set another value. The value itself is not told: it may be a password. */
  takes: string;
  /** What it is for, in a sentence. */
  about: string;
  /** What holds when it is not set and the schema has no default of its own. */
  otherwise?: string;
  /** Never printed or logged. It may be given as the path of a file in `<NAME>_FILE`, which SIGHUP reads anew for the web servers. */
  secret?: true;
  /** Required in production; the words say what would be missing. */
  requiredInProduction?: string;
}

const declare = <Value extends z.ZodType>(setting: Setting<Value>): Setting<Value> => setting;
const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** What a person may set. Defaults make `npm start` work on a machine with nothing but npm. */
export const settings = {
  APP_ENV: declare({
    value: z.enum(['demo', 'development', 'test', 'production']).optional(),
    takes: 'demo, development, test or production',
    about: 'The kind of installation. The demo is a fictional country for evaluation, reachable from its own machine only.',
    otherwise: 'demo',
  }),
  APP_BASE_URL: declare({
    value: z
      .url({ protocol: /^https?$/ })
      .refine(isPublicAddress)
      .optional(),
    takes: 'the address people use, without a path, such as https://vigie.example.eu',
    about: 'The address people use; links in mails start with it. Production needs https.',
    otherwise: 'made of HOST and PORT',
    requiredInProduction: 'the address people use',
  }),
  HOST: declare({
    value: z.string().optional(),
    takes: 'an address of this machine',
    about: 'Where the web listens.',
    otherwise: 'localhost; in production every address of the machine',
  }),
  PORT: declare({ value: wholeNumber(0, 65_535).default(3000), takes: 'a whole number from 0 to 65535', about: 'The port of the web.' }),
  TRUSTED_PROXIES: declare({
    value: z.string().refine(isProxyList).optional(),
    takes: 'addresses or networks such as loopback, uniquelocal or 10.1.2.0/24, separated by commas',
    about: 'Proxies in front of the web, believed what they say of a visitor’s address.',
    otherwise: 'loopback in production, else nobody',
  }),
  INTERNAL_PORT: declare({
    value: wholeNumber(1, 65_535).optional(),
    takes: 'a whole number from 1 to 65535',
    about: 'Port of health, details and metrics, for monitoring and never for the public. Each process on a machine needs its own.',
    otherwise: 'none, and nothing is told',
  }),
  INTERNAL_HOST: declare({
    value: z.string().default('127.0.0.1'),
    takes: 'an address of this machine',
    about: 'Where the internal port listens.',
  }),
  VIGIE_DATA: declare({
    value: z.string().default('./var'),
    takes: 'a folder that can be written',
    about: 'Folder of the embedded database, its key and the list of demo accounts.',
  }),
  DATABASE_URL: declare({
    value: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    takes: 'an address such as postgres://user:password@host:5432/vigie',
    about: 'PostgreSQL 15 or newer.',
    otherwise: 'the embedded database, for evaluation only',
    secret: true,
    requiredInProduction: 'since the embedded database does not survive a power cut and is for evaluation only',
  }),
  DATABASE_OWNER_URL: declare({
    value: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    takes: 'an address such as postgres://owner:password@host:5432/vigie',
    about: 'The role that owns the tables, for `vigie migrate` alone; DATABASE_URL is then a role that cannot change the trail of changes.',
    otherwise: 'none, and one role does both',
    secret: true,
  }),
  DATABASE_POOL: declare({
    value: wholeNumber(2, 100).default(10),
    takes: 'a whole number from 2 to 100',
    about: 'Connections to the database of each process; each web server is one.',
  }),
  REDIS_URL: declare({
    value: z.url({ protocol: /^rediss?$/ }).optional(),
    takes: 'an address such as redis://:password@host:6379/0',
    about: 'Redis, or rediss: for TLS; it must not evict (maxmemory-policy noeviction). Separate processes need it.',
    otherwise: 'none, and one process does everything',
    secret: true,
  }),
  WEB_CONCURRENCY: declare({
    value: wholeNumber(1, 64).default(1),
    takes: 'a whole number from 1 to 64',
    about: 'Servers of `vigie start --processes web`; about one for each core.',
  }),
  MAIL_URL: declare({
    value: z.url({ protocol: /^smtps?$/ }).optional(),
    takes: 'an address such as smtps://user:password@mail.example.eu:465',
    about: 'The SMTP server that sends the mails.',
    otherwise: 'the mailbox page of demo and development',
    secret: true,
    requiredInProduction: 'the SMTP server that sends the mails',
  }),
  MAIL_FROM: declare({
    value: z.string().refine(isSender).default('Vigie <no-reply@vigie.example>'),
    takes: 'a sender such as Vigie <no-reply@vigie.example.eu>',
    about: 'Sender of every mail.',
  }),
  CONTACT_EMAIL: declare({
    value: z.email().optional(),
    takes: 'an e-mail address',
    about: 'Where messages of the contact form go; shown on the contact page and on pages that say something failed.',
    otherwise: 'none, and the contact page has no form; contact@vigie.example outside of production',
  }),
  CONTACT_PHONE: declare({
    value: z.string().max(30).optional(),
    takes: 'a telephone number',
    about: 'Shown beside the contact form.',
    otherwise: 'none',
  }),
  CONTACT_ADDRESS: declare({
    value: z.string().max(500).optional(),
    takes: 'lines of an address, separated by semicolons',
    about: 'Where the organisation that runs the service can be visited; shown beside the contact form.',
    otherwise: 'none',
  }),
  CONTACT_POSTAL_ADDRESS: declare({
    value: z.string().max(500).optional(),
    takes: 'lines of an address, separated by semicolons',
    about: 'Where letters to the organisation go, if not to CONTACT_ADDRESS.',
    otherwise: 'none',
  }),
  CONTACT_STRANGERS: declare({
    value: z.enum(['yes', 'no']).default('no'),
    takes: 'yes or no',
    about: 'Whether people without an account may use the contact form.',
  }),
  VIGIE_SECRET_KEYS: declare({
    value: z.string().refine(isKeyRing).optional(),
    takes: 'keys, each `id:base64 of 32 bytes` with an id of its own, newest first, separated by commas; `vigie keys new` makes one',
    about: 'Keys for secrets at rest, newest first: the first one encrypts, all of them decrypt.',
    otherwise: 'made once in the data folder',
    secret: true,
    requiredInProduction: 'the keys for secrets at rest',
  }),
  VIGIE_AUDIT_KEYS: declare({
    value: z.string().refine(isSealRing).optional(),
    takes:
      'keys, each `id:base64 of 32 bytes`, or `id:public:base64` for one that only verifies, with an id of its own, newest first, separated by commas',
    about: 'Keys that seal the trail of changes. Only `all` and `worker` need the private half; `vigie audit key` prints the public one.',
    otherwise: 'made once in the data folder',
    secret: true,
    requiredInProduction: 'the keys that seal the trail of changes',
  }),
  AUDIT_MAIL_TO: declare({
    value: z.string().refine(isAddress).optional(),
    takes: 'an address such as audit@authority.example',
    about: 'Who gets the head of the trail of changes by mail every day, to keep it apart from the database.',
    otherwise: 'the administrators of the platform',
  }),
  RETENTION_AUDIT_DAYS: declare({
    value: wholeNumber(31, 36_500).default(365),
    takes: 'a whole number from 31 to 36500',
    about: 'Days after which names and values go from the trail of changes; the events themselves and their chain stay.',
  }),
  VIGIE_THEME: declare({
    value: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .default('default'),
    takes: 'the name of a folder in themes/, in small letters, digits and hyphens',
    about: 'The look of pages and documents.',
  }),
  LOG_LEVEL: declare({
    value: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).optional(),
    takes: 'fatal, error, warn, info, debug or silent',
    about: 'How much is logged; requests are logged at info.',
    otherwise: 'info in production, else warn',
  }),
  SESSION_IDLE_MINUTES: declare({
    value: wholeNumber(2, 720).default(15),
    takes: 'a whole number from 2 to 720',
    about: 'Minutes without a request after which a session ends.',
  }),
  SESSION_HOURS: declare({
    value: wholeNumber(1, 24).default(12),
    takes: 'a whole number from 1 to 24',
    about: 'Longest life of a session, in hours.',
  }),
  TERMS_DAYS: declare({
    value: wholeNumber(0, 3_650).default(365),
    takes: 'a whole number from 0 to 3650',
    about: 'After how many days people are asked to accept the terms of use again; 0: only when the terms have changed.',
  }),
  IDLE_ACCOUNT_DAYS: declare({
    value: wholeNumber(30, 3_650).default(90),
    takes: 'a whole number from 30 to 3650',
    about:
      'After how many days without a sign-in an account that belongs nowhere and has no incident is deleted; it is warned 14 days before.',
  }),
  SELF_REGISTRATION: declare({
    value: z.enum(['yes', 'no']).default('yes'),
    takes: 'yes or no',
    about: 'Whether people make an account for themselves; with no, administrators invite everybody.',
  }),
  SIGN_IN_WRONG_PASSWORDS: declare({
    value: wholeNumber(2, 50).default(5),
    takes: 'a whole number from 2 to 50',
    about: 'Wrong passwords of one account from one network, after which it is locked there; elsewhere it is not.',
  }),
  SIGN_IN_WRONG_CODES: declare({
    value: wholeNumber(3, 50).default(10),
    takes: 'a whole number from 3 to 50',
    about: 'Wrong codes of one account, after which none is looked at until the window has passed.',
  }),
  SIGN_IN_WINDOW_MINUTES: declare({
    value: wholeNumber(1, 720).default(15),
    takes: 'a whole number from 1 to 720',
    about: 'Minutes within which wrong passwords and codes are counted together.',
  }),
  SIGN_IN_LOCK_MINUTES: declare({
    value: wholeNumber(1, 720).default(15),
    takes: 'a whole number from 1 to 720',
    about: 'Minutes of the first lock; each one in a row is twice as long.',
  }),
  SIGN_IN_LONGEST_LOCK_HOURS: declare({
    value: wholeNumber(1, 24).default(24),
    takes: 'a whole number from 1 to 24',
    about: 'Hours that a lock lasts at most.',
  }),
  SIGN_IN_SLOW_ACCOUNT_AFTER: declare({
    value: wholeNumber(2, 1_000).default(10),
    takes: 'a whole number from 2 to 1000',
    about: 'Wrong passwords of one account from everywhere, after which answers become slower.',
  }),
  SIGN_IN_SLOW_NETWORK_AFTER: declare({
    value: wholeNumber(2, 10_000).default(20),
    takes: 'a whole number from 2 to 10000',
    about: 'Wrong passwords from one network, of whatever accounts, after which answers become slower.',
  }),
  RATE_LIMIT: declare({
    value: z.coerce.number().int().min(10).default(600),
    takes: 'a whole number, 10 or more',
    about: 'Requests a minute from one address before 429; counted in Redis for all servers, in each server alone while Redis is away.',
  }),
  DEFAULT_ZONE: declare({
    value: z.string().refine(isTimeZone).default('Europe/Luxembourg'),
    takes: 'the name of a time zone, such as Europe/Luxembourg',
    about: 'The zone of times where nobody has chosen another.',
  }),
} as const;

export type SettingName = keyof typeof settings;
export type SettingValues = { [Name in SettingName]: z.output<(typeof settings)[Name]['value']> };
export const settingNames = Object.keys(settings) as SettingName[];
export const settingOf = (name: SettingName): Setting => settings[name];
