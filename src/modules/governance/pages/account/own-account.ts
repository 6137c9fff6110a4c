import { NotFoundError } from '#platform/context/errors.ts';
import type { RequestInfo } from '#platform/http/route.ts';

/** Whose session it is: pages of one's own account take the id from nowhere else. */
export function ownSession({ session }: RequestInfo) {
  if (!session) throw new NotFoundError();
  return session;
}

export const ownAccountId = (info: RequestInfo): string => ownSession(info).accountId;
