import { anyAccount, defineRoute, page, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import { ownDevices, ownSessions } from '../../../queries/own-sessions.query.ts';
import { closeOtherSessions, closeSession, forgetDevice } from '../../../services/close-sessions.ts';
import { ownAccountId, ownSession } from '../own-account.ts';
import { sessionsPage } from './sessions.view.tsx';

const own = { access: anyAccount, anyOrganisation: true } as const;
const toSessions = (messageKey: string) => redirect(governancePaths.sessions.link(), { kind: 'success', messageKey });

/** Where one is signed in, and from which browsers one has been; each can be ended (governance.md 5.8). */
export const sessionRoutes = [
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.sessions,
    listed: { label: ({ t }) => t('governance.sessions.title') },
    async handle(ctx, { info }) {
      const { id: currentId, accountId } = ownSession(info);
      return page(sessionsPage({ currentId, sessions: await ownSessions(ctx, accountId), devices: await ownDevices(ctx, accountId) }));
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: governancePaths.closeOtherSessions,
    async handle(ctx, { info }) {
      const { id: sessionId, accountId } = ownSession(info);
      await closeOtherSessions(ctx, { accountId, sessionId });
      return toSessions('governance.sessions.othersClosed');
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: governancePaths.closeSession,
    async handle(ctx, { params: { sessionId }, info }) {
      await closeSession(ctx, { accountId: ownAccountId(info), sessionId });
      return toSessions('governance.sessions.closed');
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: governancePaths.forgetDevice,
    async handle(ctx, { params: { deviceId }, info }) {
      await forgetDevice(ctx, { accountId: ownAccountId(info), deviceId });
      return toSessions('governance.sessions.forgotten');
    },
  }),
];
