import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import { securityCrumbs } from '../crumbs.ts';

interface CodesProps {
  codes: readonly string[];
  /** The same, for the forms of the page. */
  sealed: string;
  next: string;
  form: FormState;
  /** At the end of setting up the second factor. */
  isFirst: boolean;
}

export const backupCodesPage = (props: CodesProps) => <BackupCodesPage {...props} />;

function BackupCodesPage({ codes, sealed, next, form, isFirst }: CodesProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.backup.new.title')} errors={errors}>
      <PageHead title={t('governance.backup.new.title')} lede={t('governance.backup.new.lede')} />
      <Stack space="large">
        {isFirst && <Message kind="success" title={t('governance.enrol.done')} announce />}
        <ul class="v-codes" id="backup-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div class="v-actions">
          <button class="btn btn-secondary" type="button" data-copy="backup-codes" data-copied={t('governance.backup.copied')} hidden>
            {t('governance.backup.copy')}
          </button>
          <Form action={governancePaths.backupCodesFile.link()} hidden={{ sealed }} narrow={false}>
            <Button look="secondary" icon="download">
              {t('governance.backup.download')}
            </Button>
          </Form>
          <button class="btn btn-secondary" type="button" data-print hidden>
            {t('governance.backup.print')}
          </button>
        </div>
        <Form action={governancePaths.backupCodesKept.link()} hidden={{ sealed, next, first: isFirst ? 'yes' : '' }}>
          <Checkbox name="kept" label={t('governance.backup.keep')} error={errors.kept} />
          <Actions>
            <Button>{t('governance.code.send')}</Button>
          </Actions>
        </Form>
      </Stack>
    </Page>
  );
}

export const makeBackupCodesPage = (props: { left: number }) => <MakeBackupCodesPage {...props} />;

function MakeBackupCodesPage({ left }: { left: number }) {
  const { t } = useUi();
  const title = t('governance.backup.make.title');
  return (
    <Page title={title} crumbs={securityCrumbs(t)}>
      <PageHead title={title} lede={t('governance.backup.make.lede', { left })} />
      <Form action={governancePaths.backupCodes.link()}>
        <Actions>
          <Button>{t('governance.backup.make.send')}</Button>
          <a href={governancePaths.accountSecurity.link()}>{t('governance.account.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
