import { translate } from '#platform/i18n/language.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import { peopleCrumbs } from '../crumbs.ts';
import type { FactorResetEntry } from '../factor-resets.query.ts';

interface Props {
  entry: FactorResetEntry;
  /** Still to be confirmed. */
  isOpen: boolean;
}

export const confirmResetPage = (props: Props) => <ConfirmResetPage {...props} />;

function ConfirmResetPage({ entry, isOpen }: Props) {
  const { t, format, language } = useUi();
  const { id, person: name, email, resetAt, heldUntil, confirmedAt, confirmedBy } = entry;
  const title = t('governance.confirmReset.title', { name });
  const state = confirmedAt
    ? t('governance.people.log.confirmed', { who: confirmedBy ?? '', when: format.shortDateTime(confirmedAt) })
    : isOpen
      ? t('governance.people.log.waits', { until: format.dateTime(heldUntil) })
      : t('governance.people.log.over');
  return (
    <Page title={title} crumbs={peopleCrumbs(t)}>
      <PageHead title={title} lede={t('governance.confirmReset.lede', { regulator: translate(entry.regulator, language) })} />
      <Stack space="large">
        <SummaryList
          rows={[
            { label: t('governance.signIn.email'), value: email },
            { label: t('governance.notice.when'), value: <Moment instant={resetAt} /> },
            { label: t('governance.people.log.state'), value: state },
          ]}
        />
        {isOpen && (
          <Form action={governancePaths.factorReset.link({ params: { resetId: id } })}>
            <p class="v-text">{t('governance.confirmReset.text', { name })}</p>
            <Actions>
              <Button>{t('governance.confirmReset.send')}</Button>
              <a href={governancePaths.people.link()}>{t('governance.people.back')}</a>
            </Actions>
          </Form>
        )}
      </Stack>
    </Page>
  );
}
