import type { ComponentChildren } from 'preact';
import { Button } from '#platform/ui/button.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import type { OwnDevice, OwnSession } from '../../../queries/own-sessions.query.ts';
import { securityCrumbs } from '../crumbs.ts';
import { browserName } from './browser-name.ts';

interface Props {
  currentId: string;
  sessions: readonly OwnSession[];
  devices: readonly OwnDevice[];
}

export const sessionsPage = (props: Props) => <SessionsPage {...props} />;

function SessionsPage({ currentId, sessions, devices }: Props) {
  const { t, format } = useUi();
  const title = t('governance.sessions.title');
  return (
    <Page title={title} crumbs={securityCrumbs(t)}>
      <PageHead title={title} lede={t('governance.sessions.lede')} />
      <Stack space="large">
        <Section id="sessions" title={t('governance.sessions.open')}>
          <ul class="v-stack">
            {sessions.map(({ id: sessionId, userAgent, address, createdAt, lastSeenAt }) => (
              <Entry
                key={sessionId}
                name={browserName(userAgent)}
                isCurrent={sessionId === currentId}
                facts={[
                  ...(address ? [t('governance.sessions.address', { address })] : []),
                  t('governance.sessions.since', { when: format.shortDateTime(createdAt) }),
                  t('governance.authenticator.used', { when: format.shortDateTime(lastSeenAt) }),
                ]}
                action={governancePaths.closeSession.link({ params: { sessionId } })}
                act={t('governance.sessions.close')}
              />
            ))}
          </ul>
          {sessions.length > 1 && (
            <PostButton action={governancePaths.closeOtherSessions.link()}>
              <Button look="secondary">{t('governance.sessions.closeOthers')}</Button>
            </PostButton>
          )}
        </Section>
        <Section id="devices" title={t('governance.sessions.devices')}>
          <p class="v-text">{t('governance.sessions.devices.text')}</p>
          {devices.length === 0 && <p class="u-quiet">{t('governance.sessions.devices.none')}</p>}
          <ul class="v-stack">
            {devices.map(({ id: deviceId, userAgent, createdAt, lastSeenAt }) => (
              <Entry
                key={deviceId}
                name={browserName(userAgent)}
                facts={[
                  t('governance.sessions.since', { when: format.shortDateTime(createdAt) }),
                  t('governance.authenticator.used', { when: format.shortDateTime(lastSeenAt) }),
                ]}
                action={governancePaths.forgetDevice.link({ params: { deviceId } })}
                act={t('governance.sessions.forget')}
              />
            ))}
          </ul>
        </Section>
      </Stack>
    </Page>
  );
}

interface EntryProps {
  name: string | undefined;
  isCurrent?: boolean;
  facts: readonly ComponentChildren[];
  action: string;
  act: string;
}

function Entry({ name, isCurrent, facts, action, act }: EntryProps) {
  const { t } = useUi();
  const shown = name ?? t('governance.sessions.unknown');
  return (
    <li class="v-panel v-stack v-stack--1">
      <h3 class="fs-6">
        {shown} {isCurrent && <span class="u-quiet">{t('governance.sessions.this')}</span>}
      </h3>
      <p class="u-quiet">
        {facts.map((fact, at) => (
          <span key={`${at}`}>{fact} </span>
        ))}
      </p>
      {!isCurrent && (
        <PostButton action={action}>
          <Button look="secondary" size="small">
            {act}
            <Hidden>: {shown}</Hidden>
          </Button>
        </PostButton>
      )}
    </li>
  );
}
