import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { type Person, type PersonKey, people } from './people.ts';
import { organisationName, type Settled } from './settle-country.ts';

/** A person at work for one of his or her organisations, as signing in would make it. */
export function actorOf({ organisations, accounts }: Settled, key: PersonKey, organisation?: string): AccountActor {
  const person: Person = people[key];
  if (person.memberships.length === 0) return { ...selfOf(person, accounts), role: 'incidentUser' };
  const membership = person.memberships.find((one) => one.kind !== 'platform' && (organisation === undefined || one.of === organisation));
  if (!membership || membership.kind === 'platform') throw new Error(`${key} does not act for ${organisation}`);
  const { kind, of, administrator } = membership;
  const self = selfOf(person, accounts);
  const reference = { kind, id: organisations.get(of) ?? '', name: organisationName(membership) };
  switch (kind) {
    case 'operator':
      return { ...self, role: administrator ? 'operatorAdministrator' : 'operatorUser', organisation: reference };
    case 'observer':
      // Observers do nothing in the stories, so they need none of their rules.
      return { ...self, role: administrator ? 'observerAdministrator' : 'observerUser', organisation: reference, rules: [] };
    case 'regulator':
      // Nobody in the stories works on an incident outside of his or her sectors.
      return { ...self, role: administrator ? 'regulatorAdministrator' : 'regulatorUser', organisation: reference, sectors: 'all' };
  }
}

function selfOf({ email, firstName, lastName }: Person, accounts: Settled['accounts']) {
  const accountId = accounts.get(email);
  if (!accountId) throw new Error(`${email} has no account`);
  return { kind: 'account' as const, accountId, sessionId: newId(), name: `${firstName} ${lastName}`, email };
}
