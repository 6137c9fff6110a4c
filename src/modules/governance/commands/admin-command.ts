/** `vigie admin ...`: what only whoever has the machine may do. Runs as the system, like every command. */
import { parseArgs } from 'node:util';
import type { Ctx } from '#platform/context/ctx.ts';
import { defaultLanguage, isLanguage } from '#platform/i18n/language.ts';
import { normaliseEmail } from '#platform/mail/address.ts';
import { governancePaths } from '../paths.ts';
import { createAdministrator } from '../services/create-administrator.ts';
import type { InvitedPerson } from '../services/invite-account.ts';
import { resetPlatformAdministrator } from '../services/reset-factor.ts';

export interface AdminCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withCtx<Result>(work: (ctx: Ctx, surroundings: Surroundings) => Promise<Result>): Promise<Result>;
}

interface Surroundings {
  /** What a link begins with. */
  baseUrl: string;
  /** Whether there is a mail server. */
  canMail: boolean;
}

export const adminUsage = `vigie admin create EMAIL --name "FIRST LAST" [--language en|fr|de|nl]
                                make a platform administrator and send the invitation; again: send it anew
vigie admin reset-factor EMAIL  take a platform administrator's second factor away`;

/** @returns the exit code: 0 done, 1 refused, 2 the command is not understood. */
export async function runAdminCommand(args: readonly string[], deps: AdminCommandDeps): Promise<number> {
  const [verb, email, ...rest] = args;
  if (verb === 'reset-factor' && email && rest.length === 0) return resetFactor(email, deps);
  const person = parse(args);
  if (person) return create(person, deps);
  deps.print(adminUsage);
  return 2;
}

const create = (person: InvitedPerson, { print, withCtx }: AdminCommandDeps): Promise<number> =>
  withCtx(async (ctx, { baseUrl, canMail }) => {
    const made = await createAdministrator(ctx, person, { canMail });
    if (made.kind === 'taken') {
      print(`${person.email} has an account already.`);
      return 1;
    }
    if (made.kind === 'mailed') print(`The invitation is on its way to ${person.email}. Its link is good for seven days.`);
    else {
      const path = governancePaths.choosePassword.link({ params: { purpose: 'invite', token: made.token } });
      print('There is no mail server (MAIL_URL). Open this link yourself, or hand it over; it is good once, for seven days:');
      print(`${baseUrl}${path}`);
    }
    return 0;
  });

async function resetFactor(email: string, { print, withCtx }: AdminCommandDeps): Promise<number> {
  if (!(await withCtx((ctx) => resetPlatformAdministrator(ctx, email)))) {
    print(`${email} is no platform administrator; administrators reset the second factor of everybody else.`);
    return 1;
  }
  print(`The second factor of ${email} is gone and its sessions are closed. The next sign-in with the password sets up a new one.`);
  return 0;
}

function parse(args: readonly string[]): InvitedPerson | undefined {
  try {
    const options = { name: { type: 'string' }, language: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, typed = '', ...rest] = positionals;
    const email = normaliseEmail(typed);
    const [firstName, ...others] = (values.name ?? '').trim().split(/\s+/);
    const { language = defaultLanguage } = values;
    if (verb !== 'create' || rest.length > 0 || !email || !firstName || others.length === 0 || !isLanguage(language)) return undefined;
    return { email, firstName, lastName: others.join(' '), language };
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
}
