import { hasSamplePassword, sampleKeys, sampleSealKeys } from './setting-values.ts';
import { type SettingName, type SettingValues, settingNames, settingOf } from './settings.ts';

/** What was said on the command line instead of in the environment. */
export interface ConfigOptions {
  exposesDemo?: boolean;
}

type Values = Partial<SettingValues>;

/**
 * What settings must be together (decisions.md D14, operations.md check 2), a sentence for each that are not. The second factor has no
 * setting, nor has the list of hosts: neither can be switched off or opened by mistake.
 *
 * @param flawed settings that have a problem of their own, which is told already
 */
export function installationProblems(values: Values, flawed: ReadonlySet<string>, { exposesDemo = false }: ConfigOptions): string[] {
  if (flawed.has('APP_ENV')) return [];
  if (!values.APP_ENV && (values.DATABASE_URL || values.APP_BASE_URL)) {
    return [
      'DATABASE_URL or APP_BASE_URL is set, but APP_ENV is not. Set APP_ENV=production (or development), so that no real installation runs as a demo.',
    ];
  }
  const mode = values.APP_ENV ?? 'demo';
  if (exposesDemo && mode !== 'demo') return ['--expose-demo is for the demo only: leave APP_ENV out, or set HOST instead.'];
  const { HOST: host } = values;
  if (mode === 'demo' && !exposesDemo && host !== undefined && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host))
    return [`The demo listens to this machine only. Start it with --expose-demo to let others in on HOST=${host}.`];
  return mode === 'production' ? productionProblems(values, flawed) : [];
}

function productionProblems(values: Values, flawed: ReadonlySet<string>): string[] {
  const missing = settingNames.flatMap((name) => {
    const { requiredInProduction: reason } = settingOf(name);
    return reason && values[name] === undefined && !flawed.has(name) ? [`APP_ENV=production needs ${name}, ${reason}.`] : [];
  });
  const plain = /^http:\/\/(?!localhost([:/]|$))/.test(values.APP_BASE_URL ?? '')
    ? ['APP_BASE_URL: production needs an https address. Browsers keep our cookies on encrypted connections only.']
    : [];
  const withPasswords = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL', 'MAIL_URL'] satisfies SettingName[];
  const known = withPasswords
    .filter((name) => hasSamplePassword(values[name] ?? ''))
    .map((name) => `${name}: production needs a password of its own, not one from an example.`);
  const weak = sampleKeys(values.VIGIE_SECRET_KEYS ?? '').map(
    (id) => `VIGIE_SECRET_KEYS: the key ${id} comes from an example or was typed. Make one with vigie keys new.`,
  );
  const weakSeals = sampleSealKeys(values.VIGIE_AUDIT_KEYS ?? '').map(
    (id) => `VIGIE_AUDIT_KEYS: the key ${id} comes from an example or was typed. Make one with openssl rand -base64 32.`,
  );
  return [...missing, ...plain, ...known, ...weak, ...weakSeals];
}

/** What works and is worth a second look. */
export function installationWarnings(values: Values): string[] {
  if (values.APP_ENV !== 'production') return [];
  const sender = values.MAIL_FROM?.includes('@vigie.example>')
    ? ['MAIL_FROM is not set: mails come from a domain that does not exist, and relays may refuse them.']
    : [];
  const open =
    values.INTERNAL_PORT !== undefined && /^(0\.0\.0\.0|::)$/.test(values.INTERNAL_HOST ?? '')
      ? ['INTERNAL_HOST listens on every address of this machine. Keep the public from INTERNAL_PORT.']
      : [];
  return [...sender, ...open];
}
