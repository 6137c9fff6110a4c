import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { WithdrawData } from './withdraw.query.ts';

export const withdrawPage = (data: WithdrawData) => <WithdrawPage data={data} />;

function WithdrawPage({ data }: { data: WithdrawData }) {
  const { t, language } = useUi();
  const { fileId, incidentId, isPossible } = data;
  const file = incidentPaths.file.link({ params: { fileId } });
  const title = isPossible ? t('notify.withdraw.title', { reference: data.reference }) : t('notify.withdraw.refused');
  return (
    <Page title={title} crumbs={[{ label: data.title, href: file }]}>
      <PageHead
        title={title}
        tags={<RegulationTag>{data.regulation}</RegulationTag>}
        lede={t(isPossible ? 'notify.withdraw.text' : 'notify.withdraw.refused.text')}
      />
      {isPossible ? (
        <Form action={incidentPaths.withdraw.link({ params: { fileId, incidentId } })}>
          <ul class="u-list">
            <li>{t('notify.withdraw.regulator', { regulator: wordsIn(data.regulator, language) })}</li>
            <li>{t('notify.withdraw.final')}</li>
            <li>{t('notify.withdraw.drafts')}</li>
          </ul>
          <Actions>
            <Button look="danger">{t('notify.withdraw.send')}</Button>
            <a class="btn btn-quiet" href={file}>
              {t('notify.withdraw.keep')}
            </a>
          </Actions>
        </Form>
      ) : (
        <Actions>
          <LinkButton href={file}>{t('notify.addLaw.back')}</LinkButton>
        </Actions>
      )}
    </Page>
  );
}
