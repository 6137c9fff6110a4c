/** Fills an installation with people at one go: the demo country. No page calls this. */
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Language } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import {
  account,
  observerMembership,
  operatorMembership,
  platformAdministrator,
  regulatorMembership,
  regulatorMembershipSector,
} from '../schema.ts';
import { authenticator, termsAcceptance } from '../schema-credentials.ts';
import { sectorIds } from './seed-organisations.ts';

export interface SeedAccount {
  email: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  phone: string;
  language: Language;
  passwordHash: string;
  /** Sealed with the key ring. */
  totpSecret: string;
  /** The version of the terms they have accepted. */
  termsVersion: string;
  memberships: readonly SeedMembership[];
}

/** `sectors` left out: all of them. */
export type SeedMembership =
  | { kind: 'platform' }
  | { kind: 'operator'; operatorId: string; administrator: boolean }
  | { kind: 'regulator'; regulatorId: string; administrator: boolean; sectors?: readonly string[] }
  | { kind: 'observer'; observerId: string; administrator: boolean };

/** Ids by e-mail. */
export async function seedAccounts(tx: Tx, people: readonly SeedAccount[], createdAt: Temporal.Instant): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { memberships, totpSecret, ...values } of people) {
    const accountId = newId();
    ids.set(values.email, accountId);
    await tx.insert(account).values({ id: accountId, createdAt, emailVerifiedAt: createdAt, termsAcceptedAt: createdAt, ...values });
    await tx.insert(authenticator).values({ id: newId(), accountId, name: '', secret: totpSecret, createdAt });
    await tx.insert(termsAcceptance).values({ accountId, version: values.termsVersion, acceptedAt: createdAt });
    for (const membership of memberships) await seedMembership(tx, accountId, membership, createdAt);
  }
  return ids;
}

async function seedMembership(tx: Tx, accountId: string, membership: SeedMembership, approvedAt: Temporal.Instant): Promise<void> {
  switch (membership.kind) {
    case 'platform':
      await tx.insert(platformAdministrator).values({ accountId });
      return;
    case 'operator': {
      const { operatorId, administrator } = membership;
      await tx.insert(operatorMembership).values({ accountId, operatorId, administrator, approvedAt });
      return;
    }
    case 'observer': {
      const { observerId, administrator } = membership;
      await tx.insert(observerMembership).values({ accountId, observerId, administrator });
      return;
    }
    case 'regulator': {
      const { regulatorId, administrator, sectors } = membership;
      await tx.insert(regulatorMembership).values({ accountId, regulatorId, administrator, allSectors: sectors === undefined });
      const rows = await sectorIds(tx, sectors ?? []);
      if (rows.length > 0) await tx.insert(regulatorMembershipSector).values(rows.map((sectorId) => ({ accountId, sectorId })));
    }
  }
}
