import { sql } from 'drizzle-orm';
import type { SignInRules } from '#platform/config/config.ts';
import { rowsOf } from '#platform/db/database.ts';
import type { FigureSource } from '#platform/observability/database-figures.ts';

/** Minutes looked back at: an attack is seen in them, and few rows are read. */
const minutes = 5;

/** Who is signed in, and how signing in goes. */
export const accountFigures = ({ windowMinutes, wrongCodes }: SignInRules): FigureSource => ({
  figures: [
    { name: 'vigie_sessions', help: 'Sessions of people who are signed in' },
    { name: 'vigie_sign_ins_5m', help: 'Sign-ins of the last five minutes, by what came of them', labels: ['outcome'] },
    { name: 'vigie_locked_accounts', help: 'Accounts whose codes are refused after too many wrong ones' },
  ],
  async read(reader, { wall }) {
    const since = (ago: number) => sql`${wall.subtract({ minutes: ago }).toString()}::timestamptz`;
    const [row] = await rowsOf<Record<'sessions' | 'accepted' | 'wrong_password' | 'wrong_code' | 'locked', number>>(
      reader,
      sql`with recent as materialized (
          select e.action, e.subject_id, e.at, d.detail ->> 'step' as step from audit_event e join audit_detail d on d.event_id = e.id
          where e.at > ${since(windowMinutes)} and e.action in ('governance.signedIn', 'governance.signInRefused'))
        select
          (select count(*)::int from session where stage = 'complete' and expires_at > ${since(0)}) as sessions,
          (select count(*)::int from recent where action = 'governance.signedIn' and at > ${since(minutes)}) as accepted,
          (select count(*)::int from recent where step = 'password' and at > ${since(minutes)}) as wrong_password,
          (select count(*)::int from recent where step = 'code' and at > ${since(minutes)}) as wrong_code,
          (select count(*)::int from (select subject_id from recent where step = 'code' and subject_id is not null group by subject_id
            having count(*) >= ${wrongCodes}::int) locked) as locked`,
    );
    const signIns = (outcome: string, value = 0) => ({ name: 'vigie_sign_ins_5m', labels: { outcome }, value });
    return [
      { name: 'vigie_sessions', value: row?.sessions ?? 0 },
      signIns('accepted', row?.accepted),
      signIns('wrongPassword', row?.wrong_password),
      signIns('wrongCode', row?.wrong_code),
      { name: 'vigie_locked_accounts', value: row?.locked ?? 0 },
    ];
  },
});
