import type { SampleWorld } from '#platform/mail/sample-world.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { operators, regulators } from './country.ts';
import { people } from './people.ts';

/** People of Arvenne for those who look at a theme, in production too. */
export function sampleWorld(now: Temporal.Instant): SampleWorld {
  const [authority] = regulators;
  const operator = operators.find(({ acronym }) => people.elin.memberships.some((one) => one.kind === 'operator' && one.of === acronym));
  if (!authority || !operator) throw new Error('Nobody lives in Arvenne');
  return {
    now,
    person: { ...people.elin, phone: operator.phone },
    administrator: people.tomas,
    operator: operator.name,
    regulator: authority,
  };
}
