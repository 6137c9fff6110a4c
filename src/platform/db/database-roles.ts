/**
 * Two roles of production (decisions.md D13): the owner of the tables, who migrates, and the program's, which can add to the trail of
 * changes and read it, and nothing else.
 */

import { sql } from 'drizzle-orm';
import { type OpenDatabase, rowsOf } from './database.ts';

/** Added to, and read; never changed, emptied or deleted from. Details go by the function `forget_audit_details`. */
const trail = ['audit_event', 'audit_detail', 'audit_chain', 'audit_seal'];

/** The roles do not fit each other; the message is for people. */
export class RoleError extends Error {}

/** Who the database takes a connection for. */
export async function currentRole({ db }: OpenDatabase): Promise<string> {
  const [row] = await rowsOf<{ role: string }>(db, sql`select current_user as role`);
  return row?.role ?? '';
}

/** Gives the program's role what it needs, and takes what it may not have. May be said again, and is after every migration. */
export async function grantToProgram(owner: OpenDatabase, role: string): Promise<void> {
  await owner.session(async (session) => {
    const [known] = await session.query<{ name: string; isOwner: boolean; isMighty: boolean }>(
      `select quote_ident(rolname) as name, rolname = current_user as "isOwner", rolsuper or pg_has_role(oid, current_user::regrole, 'member') as "isMighty"
       from pg_roles where rolname = $1`,
      [role],
    );
    if (known?.isOwner)
      throw new RoleError(`DATABASE_URL and DATABASE_OWNER_URL are both the role ${role}: name two, or leave DATABASE_OWNER_URL out.`);
    if (known?.isMighty)
      throw new RoleError(
        `The role ${role} of DATABASE_URL is a superuser, or a member of the owner: it could change the trail of changes.`,
      );
    if (!known) throw new RoleError(notTheSame);
    await session.script(`
      grant usage on schema public to ${known.name};
      grant select, insert, update, delete on all tables in schema public to ${known.name};
      grant usage, select on all sequences in schema public to ${known.name};
      revoke all on migration, audit_unsealed, ${trail.join(', ')} from ${known.name};
      grant select on migration to ${known.name};
      grant select, insert on ${trail.join(', ')} to ${known.name};
      grant select, delete on audit_unsealed to ${known.name};
      grant execute on function forget_audit_details to ${known.name};
    `);
  });
}

/** Asked by the program's own connection, of what holds in the end: rights may also come from elsewhere, such as a grant to everybody. */
export async function requireLimitedRole({ db }: OpenDatabase): Promise<void> {
  const [row] = await rowsOf<{ role: string; mayChange: boolean | null; mayAdd: boolean | null }>(
    db,
    sql`select current_user as role, bool_or(has_table_privilege(oid, 'update, delete, truncate')) as "mayChange",
      bool_and(has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')) as "mayAdd"
      from unnest(${sql.raw(`array['${trail.join("', '")}']`)}) as name join pg_class on oid = to_regclass(name)`,
  );
  if (!row?.mayAdd) throw new RoleError(notTheSame);
  if (row.mayChange)
    throw new RoleError(`The role ${row.role} of DATABASE_URL may still change the trail of changes. Take that right from it.`);
}

const notTheSame = 'DATABASE_URL and DATABASE_OWNER_URL are not the same database.';
