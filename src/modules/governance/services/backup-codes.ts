/** For the day the phone is gone: ten codes, each good once, stored as digests (governance.md 5.6). */
import { randomInt } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Reader, Tx } from '#platform/db/database.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { backupCode } from '../schema-credentials.ts';

const howMany = 10;
/** Fewer than these are left: the owner is told to make new ones. */
export const fewBackupCodes = 3;

/**
 * Without letters and digits that look alike. Twenty-four of them are 120 bits, and a plain digest is good enough from 112 on (ASVS 6.5.2).
 * Codes of sixteen, which were given out before, still work: what is stored is the digest of whatever it was.
 */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newCode = () =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');

/** Typed with or without dashes, in small letters or with spaces. */
const hashOf = (accountId: string, typed: string) => digestOf(`${accountId} ${typed.toUpperCase().replace(/[^A-Z0-9]/g, '')}`);

/** Makes a new set in the place of the old one. Answers the codes, which nobody can read again. Call it with the account locked. */
export async function replaceBackupCodes(tx: Tx, ctx: Ctx, accountId: string, address: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  const createdAt = ctx.wallClock.now();
  await tx.delete(backupCode).where(eq(backupCode.accountId, accountId));
  await tx.insert(backupCode).values(codes.map((code) => ({ accountId, codeHash: hashOf(accountId, code), createdAt })));
  await writeAudit(tx, ctx, { action: 'governance.backupCodesMade', subjectKind: 'account', subjectId: accountId });
  await sendSecurityNotice(tx, ctx, accountId, 'backupCodesMade', { address });
  return codes;
}

/** Whether it is a code of the account that was not used yet; it is used up by this, and the owner is told. */
export async function acceptBackupCode(tx: Tx, ctx: Ctx, accountId: string, typed: string, address: string): Promise<boolean> {
  const taken = await tx
    .update(backupCode)
    .set({ usedAt: ctx.wallClock.now() })
    .where(and(eq(backupCode.accountId, accountId), eq(backupCode.codeHash, hashOf(accountId, typed)), isNull(backupCode.usedAt)))
    .returning({ accountId: backupCode.accountId });
  if (taken.length === 0) return false;
  const left = await countBackupCodes(tx, accountId);
  await writeAudit(tx, ctx, { action: 'governance.backupCodeUsed', subjectKind: 'account', subjectId: accountId, detail: { left } });
  await sendSecurityNotice(tx, ctx, accountId, 'backupCodeUsed', { address });
  if (left < fewBackupCodes) await sendSecurityNotice(tx, ctx, accountId, 'backupCodesLow', { address });
  return true;
}

/** How many are left. */
export async function countBackupCodes(reader: Reader, accountId: string): Promise<number> {
  const [row] = await reader
    .select({ left: count() })
    .from(backupCode)
    .where(and(eq(backupCode.accountId, accountId), isNull(backupCode.usedAt)));
  return row?.left ?? 0;
}
