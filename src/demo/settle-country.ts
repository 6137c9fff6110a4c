import { join } from 'node:path';
import {
  type DemoAccount,
  type SeedMembership,
  seedAccounts,
  seedHolidays,
  seedObservers,
  seedOperators,
  seedRegulators,
} from '#modules/governance/index.ts';
import { importPack, readPack } from '#modules/incidents/index.ts';
import { hashPassword } from '#platform/auth/passwords.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { newTotpSecret } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { categories, observers, operators, packs, regulators } from './country.ts';
import { demoHolidays } from './holidays.ts';
import { newDemoPassword } from './passwords.ts';
import { type Person, type PersonMembership, people } from './people.ts';

/** Random per installation (decisions.md D14). */
export interface Credentials {
  password: string;
  passwordHash: string;
  totpSecret: string;
}

/** By e-mail. Hashing takes its time, so all of it runs at once and before the transaction. */
export async function makeCredentials(): Promise<Map<string, Credentials>> {
  const made = Object.values(people).map(async ({ email }): Promise<[string, Credentials]> => {
    const password = newDemoPassword();
    return [email, { password, passwordHash: await hashPassword(password), totpSecret: newTotpSecret() }];
  });
  return new Map(await Promise.all(made));
}

/** Ids of what the stories name: organisations by slug or acronym, accounts by e-mail. */
export interface Settled {
  organisations: ReadonlyMap<string, string>;
  accounts: ReadonlyMap<string, string>;
}

/** Laws, organisations and people; no incident yet. */
export async function settleCountry(
  tx: Tx,
  ctx: Ctx,
  {
    root,
    secrets,
    credentials,
    termsVersion,
  }: { root: string; secrets: SecretBox; credentials: ReadonlyMap<string, Credentials>; termsVersion: string },
): Promise<Settled> {
  const createdAt = ctx.clock.now();
  const regulatorIds = await seedRegulators(tx, regulators);
  for (const { folder, regulator } of packs) {
    const read = await readPack(join(root, 'packs', folder));
    if (!read.ok) throw new Error(`The shipped pack ${folder} has findings`);
    await importPack(ctx, { pack: read.pack, regulatorId: regulatorIds.get(regulator) });
  }
  const operatorIds = await seedOperators(tx, { operators, categories, createdAt });
  const observerIds = await seedObservers(tx, observers);
  await seedHolidays(tx, demoHolidays());
  const organisations = new Map([...regulatorIds, ...operatorIds, ...observerIds]);
  const rows = Object.values(people).map((person: Person) => {
    const { role: _role, ...values } = person;
    const { passwordHash = '', totpSecret = '' } = credentials.get(person.email) ?? {};
    const memberships = person.memberships.map((membership) => toSeed(membership, organisations));
    return {
      ...values,
      phone: '+352 41 12 21',
      passwordHash,
      totpSecret: secrets.seal(totpSecret),
      termsVersion,
      memberships,
    };
  });
  return { organisations, accounts: await seedAccounts(tx, rows, createdAt) };
}

function toSeed(membership: PersonMembership, organisations: ReadonlyMap<string, string>): SeedMembership {
  if (membership.kind === 'platform') return membership;
  const { of, administrator } = membership;
  const id = organisations.get(of);
  if (id === undefined) throw new Error(`No organisation ${of}`);
  switch (membership.kind) {
    case 'operator':
      return { kind: 'operator', operatorId: id, administrator };
    case 'observer':
      return { kind: 'observer', observerId: id, administrator };
    case 'regulator':
      return { kind: 'regulator', regulatorId: id, administrator, ...(membership.sectors && { sectors: membership.sectors }) };
  }
}

/** What people and tests sign in with. */
export const demoAccountsOf = (credentials: ReadonlyMap<string, Credentials>): DemoAccount[] =>
  Object.values(people).map(({ role, email, memberships }: Person) => {
    const { password = '', totpSecret = '' } = credentials.get(email) ?? {};
    const organisation = memberships.map(organisationName).join(', ') || 'none';
    return { role, email, password, totpSecret, organisation };
  });

export function organisationName(membership: PersonMembership): string {
  if (membership.kind === 'platform') return 'Vigie';
  const authority = [...regulators, ...observers].find(({ slug }) => slug === membership.of);
  return authority?.name.en ?? operators.find(({ acronym }) => acronym === membership.of)?.name ?? membership.of;
}
