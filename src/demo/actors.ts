import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { type Person, type PersonKey, people } from './people.ts';
import { organisationName, type Settled } from './settle-country.ts';

/** A person at work for one of his or her organisations, as signing in would make it. */
export function actorOf({ organisations, accounts }: Settled, key: PersonKey, organisation?: string): AccountActor {
  const person: Person = people[key];
  const membership = person.memberships.find((one) => one.kind !== 'platform' && (organisation === undefined || one.of === organisation));
  const accountId = accounts.get(person.email);
  if (!membership || membership.kind === 'platform' || !accountId) throw new Error(`${key} does not act for ${organisation}`);
  const { kind, of, administrator } = membership;
  const self = {
    kind: 'account',
    accountId,
    sessionId: newId(),
    name: `${person.firstName} ${person.lastName}`,
    email: person.email,
  } as const;
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
