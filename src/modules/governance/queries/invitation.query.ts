import { sql } from 'drizzle-orm';
import type { Role } from '#platform/context/actor.ts';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';

export interface Invitation {
  firstName: string;
  isOpen: boolean;
  /** null: the installation itself, by its command line. */
  inviter: string | null;
  role: Role;
  /** null: the account belongs to none. */
  organisation: string | Translated | null;
}

/** What an invitation tells: by whom, where and as what. Undefined once the account is gone. */
export async function readInvitation(reader: Reader, accountId: string, inviterId: string | null): Promise<Invitation | undefined> {
  const [row] = await rowsOf<Invitation>(
    reader,
    sql`
      select a.first_name as "firstName", a.password_hash is null and a.active as "isOpen",
        (select i.first_name || ' ' || i.last_name from account i where i.id = ${inviterId}::uuid) as inviter,
        case
          when p.account_id is not null then 'platformAdministrator'
          when r.account_id is not null then case when r.administrator then 'regulatorAdministrator' else 'regulatorUser' end
          when o.account_id is not null then case when o.administrator then 'observerAdministrator' else 'observerUser' end
          when m.account_id is not null then case when m.administrator then 'operatorAdministrator' else 'operatorUser' end
          else 'incidentUser'
        end as role,
        coalesce(ro.name, oo.name, to_jsonb(mo.name)) as organisation
      from account a
      left join platform_administrator p on p.account_id = a.id
      left join regulator_membership r on r.account_id = a.id left join regulator ro on ro.id = r.regulator_id
      left join observer_membership o on o.account_id = a.id left join observer oo on oo.id = o.observer_id
      left join operator_membership m on m.account_id = a.id left join operator mo on mo.id = m.operator_id
      where a.id = ${accountId}
      order by mo.name limit 1`,
  );
  return row;
}
