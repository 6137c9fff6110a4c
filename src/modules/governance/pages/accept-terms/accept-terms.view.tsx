import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import type { LegalPage } from '#platform/theme/legal-page.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Panel } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';

interface Props {
  terms: LegalPage;
  form: FormState;
  next: string;
}

export const acceptTermsPage = (props: Props) => <AcceptTermsPage {...props} />;

/** The whole text stands on the page: what is accepted is what could be read (interface.md 6.5). */
function AcceptTermsPage({ terms, form, next }: Props) {
  const { t, language, format } = useUi();
  const { version } = terms;
  const shown = terms.languageOf(language);
  const foreign = shown === language ? {} : { lang: shown };
  const changes = terms.changes(shown);
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.terms.title')} errors={errors}>
      <PageHead title={t('governance.terms.title')} lede={t('governance.terms.lede', { version, date: format.day(terms.publishedOn) })} />
      {changes && (
        <Panel title={t('legal.changes')} look="flat">
          <p {...foreign}>{changes}</p>
        </Panel>
      )}
      <div {...foreign}>{terms.text(shown)}</div>
      <Form action={governancePaths.acceptTerms.link()} hidden={{ next, version }}>
        <Checkbox name="accepted" label={t('governance.terms.accept')} error={errors.accepted} />
        <Actions>
          <Button>{t('governance.terms.send')}</Button>
        </Actions>
      </Form>
      <Form action={governancePaths.signOut.link()}>
        <Actions>
          <Button look="secondary">{t('governance.terms.signOut')}</Button>
        </Actions>
      </Form>
    </Page>
  );
}
