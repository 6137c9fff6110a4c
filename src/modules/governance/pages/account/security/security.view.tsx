import { LinkButton } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import type { AccountSecurity, ShownAuthenticator } from '../../../queries/account-security.query.ts';
import { fewBackupCodes } from '../../../services/backup-codes.ts';
import { AccountTabs } from '../account-tabs.tsx';
import { accountCrumbs } from '../crumbs.ts';

export const securityPage = (props: AccountSecurity) => <SecurityPage {...props} />;

function SecurityPage({ authenticators, backupCodesLeft, sessions }: AccountSecurity) {
  const { t } = useUi();
  const title = t('governance.security.title');
  return (
    <Page title={title} crumbs={accountCrumbs(t)}>
      <PageHead title={title} />
      <Stack space="large">
        <AccountTabs current="security" />
        {backupCodesLeft < fewBackupCodes && (
          <Message kind="warning" title={t('governance.security.codesLow', { left: backupCodesLeft })}>
            <p>
              <a href={governancePaths.backupCodes.link()}>{t('governance.backup.make.title')}</a>
            </p>
          </Message>
        )}
        <SummaryList
          rows={[
            { label: t('governance.security.factor'), value: t('governance.security.factor.on') },
            {
              label: t('governance.security.codes'),
              value: t('governance.security.codesLeft', { left: backupCodesLeft }),
              changeHref: governancePaths.backupCodes.link(),
              changeLabel: t('governance.backup.make.title'),
            },
            {
              label: t('governance.signIn.password'),
              value: t('governance.security.password.set'),
              changeHref: governancePaths.changePassword.link(),
            },
            {
              label: t('governance.sessions.title'),
              value: t('governance.security.sessions', { count: sessions }),
              changeHref: governancePaths.sessions.link(),
              changeLabel: t('governance.sessions.show'),
            },
          ]}
        />
        <Section id="authenticators" title={t('governance.authenticator.title')}>
          <p class="v-text">{t('governance.authenticator.lede')}</p>
          <ul class="v-stack">
            {authenticators.map((one) => (
              <Authenticator key={one.id} shown={one} isLast={authenticators.length === 1} />
            ))}
          </ul>
          <div class="v-actions">
            <LinkButton href={governancePaths.newAuthenticator.link()} icon="plus-lg">
              {t('governance.authenticator.add')}
            </LinkButton>
          </div>
        </Section>
      </Stack>
    </Page>
  );
}

function Authenticator({
  shown: { id: authenticatorId, name, createdAt, lastUsedAt },
  isLast,
}: {
  shown: ShownAuthenticator;
  isLast: boolean;
}) {
  const { t, format } = useUi();
  const shownName = name || t('governance.authenticator.unnamed');
  const of = { params: { authenticatorId } };
  const links = [
    { href: governancePaths.renameAuthenticator.link(of), label: t('governance.authenticator.rename') },
    { href: governancePaths.newAuthenticator.link({ query: { replaces: authenticatorId } }), label: t('governance.authenticator.replace') },
    ...(isLast ? [] : [{ href: governancePaths.removeAuthenticator.link(of), label: t('governance.authenticator.remove') }]),
  ];
  return (
    <li class="v-panel v-stack v-stack--1">
      <h3 class="fs-6">{shownName}</h3>
      <p class="u-quiet">
        {t('governance.authenticator.since', { when: format.shortDateTime(createdAt) })}
        {lastUsedAt && <> {t('governance.authenticator.used', { when: format.shortDateTime(lastUsedAt) })}</>}
      </p>
      <p class="v-row">
        {links.map(({ href, label }) => (
          <a key={href} href={href}>
            {label}
            <Hidden>: {shownName}</Hidden>
          </a>
        ))}
      </p>
    </li>
  );
}
