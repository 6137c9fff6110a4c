import { sql } from 'drizzle-orm';
import type { LoadedSession } from '#platform/auth/session.ts';
import type { AccountActor, ObserverRule, OperatorActor } from '#platform/context/actor.ts';
import { fixed } from '#platform/db/columns.ts';
import { type Database, rowsOf } from '#platform/db/database.ts';
import { type Language, type Translated, translate } from '#platform/i18n/language.ts';
import { isoTime } from '#platform/time/iso-time.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { rulesOfObserver, withChildren } from './observer-rules.ts';

interface Row {
  id: string;
  account_id: string;
  operator_id: string | null;
  stage: 'password' | 'complete';
  last_seen_at: string;
  expires_at: string;
  proven_at: string | null;
  reference_stamp: string | null;
  email: string;
  name: string;
  language: Language;
  time_zone: string | null;
  has_factor: boolean;
  terms_accepted: boolean;
  platform_administrator: boolean;
  operators: {
    id: string;
    name: string;
    administrator: boolean;
    archived: boolean;
    hold: { sees_from: string | null; until: string | null };
  }[];
  regulator: { id: string; name: Translated; administrator: boolean; archived: boolean; all_sectors: boolean; sectors: string[] } | null;
  observer: { id: string; name: Translated; administrator: boolean; archived: boolean; rules: ObserverRule[] } | null;
}

/** What a session is measured by. */
export interface SessionRules {
  /** Unused for longer, it is over. */
  idleMinutes: number;
  /** The terms in force, and after how many days they must be accepted again; 0: never for their age (governance.md 5.9). */
  terms: { version: string; days: number };
}

const sectorsOfMember = fixed(withChildren(sql`select ms.sector_id from regulator_membership_sector ms where ms.account_id = a.id`));
const rulesOfMember = fixed(rulesOfObserver(sql`o.id`));

/** Session, account, memberships and role in one query (architecture.md 4). */
export async function loadSession(
  db: Database,
  tokenSha256: string,
  now: Temporal.Instant,
  { idleMinutes, terms }: SessionRules,
): Promise<LoadedSession | undefined> {
  const acceptedAfter = terms.days === 0 ? '-infinity' : now.subtract({ hours: 24 * terms.days }).toString();
  const at = isoTime(now);
  const idleSince = { epochMilliseconds: now.epochMilliseconds - idleMinutes * 60_000 };
  const [row] = await rowsOf<Row>(
    db,
    sql`
      select s.id, s.account_id, s.operator_id, s.stage, s.last_seen_at::text, s.expires_at::text, s.proven_at::text,
        a.email, a.first_name || ' ' || a.last_name as name, a.language, a.time_zone,
        exists (select 1 from authenticator f where f.account_id = a.id) as has_factor,
        coalesce(a.terms_version = ${terms.version} and a.terms_accepted_at > ${acceptedAfter}::timestamptz, false) as terms_accepted,
        exists (select 1 from platform_administrator p where p.account_id = a.id) as platform_administrator,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'administrator', m.administrator, 'archived', o.archived_at is not null, 'hold', (
              select jsonb_build_object('sees_from', max(h.sees_from), 'until', max(h.held_until)) from gov_factor_hold h
              where h.account_id = a.id and h.operator_id = o.id and h.held_until > ${at}::timestamptz
            )) order by o.name collate "und-x-icu")
          from operator_membership m join operator o on o.id = m.operator_id
          where m.account_id = a.id and m.approved_at is not null
        ), '[]'::jsonb) as operators,
        (
          select jsonb_build_object('id', r.id, 'name', r.name, 'administrator', m.administrator, 'archived', r.archived_at is not null, 'all_sectors', m.all_sectors,
            'sectors', ${sectorsOfMember})
          from regulator_membership m join regulator r on r.id = m.regulator_id where m.account_id = a.id
        ) as regulator,
        (
          select jsonb_build_object('id', o.id, 'name', o.name, 'administrator', m.administrator, 'archived', o.archived_at is not null, 'rules', ${rulesOfMember})
          from observer_membership m join observer o on o.id = m.observer_id where m.account_id = a.id
        ) as observer,
        (select r.stamp::text from reference_stamp r) as reference_stamp
      from session s join account a on a.id = s.account_id
      where s.token_sha256 = ${tokenSha256} and a.active and s.expires_at > ${at}::timestamptz
        and s.last_seen_at > ${isoTime(idleSince)}::timestamptz`,
  );
  if (!row) return undefined;
  const operators = row.operators.filter(({ archived }) => !archived);
  return {
    id: row.id,
    accountId: row.account_id,
    email: row.email,
    language: row.language,
    timeZone: row.time_zone ?? undefined,
    state: stateOf(row, operators),
    operators: operators.map(({ id, name }) => ({ id, name })),
    lastSeenAt: Temporal.Instant.from(row.last_seen_at),
    expiresAt: Temporal.Instant.from(row.expires_at),
    provenAt: row.proven_at === null ? undefined : Temporal.Instant.from(row.proven_at),
    referenceStamp: row.reference_stamp ?? undefined,
  };
}

/** The first gate that is not passed (governance.md 5.1), or who acts. */
function stateOf(row: Row, operators: Row['operators']): LoadedSession['state'] {
  if (!row.has_factor) return { kind: 'enrolFactor' };
  if (row.stage === 'password') return { kind: 'code' };
  if (!row.terms_accepted) return { kind: 'acceptTerms' };
  const person = { kind: 'account', accountId: row.account_id, sessionId: row.id, name: row.name, email: row.email } as const;
  const complete = (actor: AccountActor): LoadedSession['state'] => ({ kind: 'complete', actor });
  if (row.platform_administrator) return complete({ ...person, role: 'platformAdministrator' });
  if (row.regulator) {
    const { id, name, administrator, archived, all_sectors, sectors } = row.regulator;
    if (archived) return { kind: 'noOrganisation' };
    return complete({
      ...person,
      role: administrator ? 'regulatorAdministrator' : 'regulatorUser',
      organisation: { kind: 'regulator', id, name: translate(name, row.language) },
      sectors: administrator || all_sectors ? 'all' : sectors,
    });
  }
  if (row.observer) {
    const { id, name, administrator, archived, rules } = row.observer;
    if (archived) return { kind: 'noOrganisation' };
    const organisation = { kind: 'observer', id, name: translate(name, row.language) } as const;
    return complete({ ...person, role: administrator ? 'observerAdministrator' : 'observerUser', organisation, rules });
  }
  if (row.operators.length === 0) return complete({ ...person, role: 'incidentUser' });
  if (operators.length === 0) return { kind: 'noOrganisation' };
  const [only] = operators;
  const chosen = operators.find(({ id }) => id === row.operator_id) ?? (operators.length === 1 ? only : undefined);
  if (!chosen) return { kind: 'chooseOperator' };
  return complete({
    ...person,
    role: chosen.administrator ? 'operatorAdministrator' : 'operatorUser',
    organisation: { kind: 'operator', id: chosen.id, name: chosen.name },
    ...holdOf(chosen.hold),
  });
}

const holdOf = ({ sees_from: seesFrom, until }: Row['operators'][number]['hold']): Pick<OperatorActor, 'hold'> =>
  seesFrom && until ? { hold: { seesFrom: Temporal.Instant.from(seesFrom), until: Temporal.Instant.from(until) } } : {};
