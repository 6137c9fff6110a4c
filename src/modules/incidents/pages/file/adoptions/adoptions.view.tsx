import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Empty } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Panel, Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';

interface Props {
  offers: readonly { id: string; typedName: string; filedAt: Temporal.Instant }[];
}

export const adoptionsPage = (props: Props) => <AdoptionsPage {...props} />;

function AdoptionsPage({ offers }: Props) {
  const { t, format } = useUi();
  const title = t('outside.adoption.title');
  return (
    <Page title={title} crumbs={[{ label: t('file.list.title'), href: incidentPaths.files.link() }]}>
      <PageHead title={title} lede={t('outside.adoption.lede')} />
      {offers.length === 0 && <Empty title={t('outside.adoption.none')} />}
      <Stack space="large">
        {offers.map(({ id, typedName, filedAt }) => (
          <Panel key={id} title={t('outside.adoption.offer', { when: format.dateTime(filedAt) })}>
            <SummaryList
              form="small"
              rows={[
                { label: t('outside.mail.received'), value: <Moment instant={filedAt} /> },
                { label: t('outside.adoption.typed'), value: typedName },
              ]}
            />
            <Form action={incidentPaths.adoption.link({ params: { adoptionId: id } })} narrow={false}>
              <Actions>
                <Button name="decision" value="accept">
                  {t('outside.adoption.accept')}
                </Button>
                <Button look="secondary" name="decision" value="decline">
                  {t('outside.adoption.decline')}
                </Button>
              </Actions>
            </Form>
          </Panel>
        ))}
      </Stack>
    </Page>
  );
}
