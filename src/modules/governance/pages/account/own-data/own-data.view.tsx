import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import type { OwnAccount } from '../../../queries/own-account.query.ts';
import { AccountTabs } from '../account-tabs.tsx';
import { accountCrumbs } from '../crumbs.ts';

export const ownDataPage = (owner: OwnAccount) => <OwnDataPage owner={owner} />;

function OwnDataPage({ owner: { deletionRequestedAt } }: { owner: OwnAccount }) {
  const { t, format } = useUi();
  const title = t('governance.ownData.title');
  return (
    <Page title={title} crumbs={accountCrumbs(t)}>
      <PageHead title={title} />
      <Stack space="large">
        <AccountTabs current="ownData" />
        <Section id="download" title={t('governance.ownData.download')}>
          <p class="v-text">{t('governance.ownData.download.text')}</p>
          <Actions>
            <LinkButton href={governancePaths.ownDataFile.link()} icon="download">
              {t('governance.ownData.download.link')}
            </LinkButton>
          </Actions>
        </Section>
        <Section id="deletion" title={t('governance.deletion.title')}>
          {deletionRequestedAt ? (
            <Message title={t('governance.deletion.pending', { when: format.shortDateTime(deletionRequestedAt) })}>
              <Form action={governancePaths.deleteAccount.link()} hidden={{ intent: 'withdraw' }}>
                <p>{t('governance.deletion.pending.text')}</p>
                <Actions>
                  <Button look="secondary">{t('governance.deletion.withdraw')}</Button>
                </Actions>
              </Form>
            </Message>
          ) : (
            <>
              <p class="v-text">{t('governance.deletion.text')}</p>
              <Actions>
                <LinkButton href={governancePaths.deleteAccount.link()}>{t('governance.deletion.ask')}</LinkButton>
              </Actions>
            </>
          )}
        </Section>
      </Stack>
    </Page>
  );
}

export const deleteAccountPage = (owner: OwnAccount) => <DeleteAccountPage owner={owner} />;

function DeleteAccountPage({ owner: { email } }: { owner: OwnAccount }) {
  const { t } = useUi();
  const title = t('governance.deletion.confirm.title');
  const crumbs = [...accountCrumbs(t), { label: t('governance.ownData.title'), href: governancePaths.ownData.link() }];
  return (
    <Page title={title} crumbs={crumbs}>
      <PageHead title={title} lede={t('governance.deletion.confirm.lede', { email })} />
      <Form action={governancePaths.deleteAccount.link()}>
        <Actions>
          <Button look="danger">{t('governance.deletion.confirm.send')}</Button>
          <a href={governancePaths.ownData.link()}>{t('governance.account.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
