import { type SettingName, settingNames, settingOf } from '../settings.ts';

/** docs/operations/configuration.md, whole. */
export function writeReference(): string {
  const secrets = settingNames.filter((name) => settingOf(name).secret);
  return `<!-- Generated from src/platform/config/settings.ts; CONTRIBUTING.md says how. -->

# Configuration

Settings are environment variables. An empty one counts as not set. A start with a wrong configuration ends at once with a sentence for each
problem; \`vigie config check\` says the same without a start and asks database, Redis and mail relay, and \`vigie config print\` shows what holds
and where it comes from. Neither shows a secret.

## Settings

${settingNames.map(describe).join('\n\n')}

## Secrets as files

${secrets.map((name) => `- \`${name}_FILE\``).join('\n')}

Each takes the path of a file that holds the value, instead of the value. Space around it is dropped, and keys may stand on lines of their own. Both at once are refused, and so is a file that cannot be read or is empty; in production also
one that everybody on the machine can read: \`chmod o=\` it.

## When a change takes effect

With the next start. SIGHUP to \`vigie start --processes web\` makes fresh servers, which read the files of secrets anew; variables stay as they
were when the process began, and worker and scheduler are restarted.

## What production refuses

\`APP_ENV=production\` does not start with the embedded database, without what is called required above, with an address of people that is not
https (other than \`localhost\`) or stands for every host, with a password of an example in an address, or with a key that was typed instead of
drawn. The second factor and the list of hosts have no setting: nothing switches them off.

A variable that begins with \`VIGIE_\` or is nearly one of these names and is none is told as a warning, for nobody reads it.
`;
}

function describe(name: SettingName): string {
  const { about, takes, secret, requiredInProduction } = settingOf(name);
  const lines = [
    `### ${name}`,
    '',
    about,
    '',
    `- Takes ${takes}.`,
    `- Without it: ${defaultOf(name)}.${requiredInProduction ? ' Production requires it.' : ''}`,
    ...(secret ? [`- A secret, also as a file: \`${name}_FILE\`.`] : []),
  ];
  return lines.join('\n');
}

function defaultOf(name: SettingName): string {
  const { otherwise, value } = settingOf(name);
  return otherwise ?? `\`${String(value.parse(undefined))}\``;
}
