import { errorTexts } from '#platform/forms/error-texts.ts';
import { emptyForm, type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Button, LinkButton } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form, formFields } from '#platform/ui/form.tsx';
import { Facts, Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { Review, SideNav, type SideNavEntry } from '#platform/ui/review.tsx';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import { Answers, pageId, questionId, type RemarkFields, removedId, VersionTags } from './answers.view.tsx';
import { ContactsSection, FactsSection, ImpactsSection, SectorsSection, sectionIds } from './circumstances.view.tsx';
import { type Comparison, noComparison } from './comparison.ts';
import { Decision, ReadOnly } from './decision.view.tsx';
import { versionName } from './part-changes.tsx';
import { draftVersionField } from './review.form.ts';
import { savedValues } from './review-text.ts';
import type { SubmissionPage } from './submission.query.ts';

interface Props {
  data: SubmissionPage;
  comparison: Comparison;
  /** A form that was refused, with what was typed. */
  form?: FormState | undefined;
}

export const submissionPage = (props: Props) => <SubmissionView {...props} />;

function SubmissionView({ data, comparison, form }: Props) {
  const ui = useUi();
  const { t } = ui;
  const { opened, incident } = data;
  const errors = errorTexts(form ?? emptyForm, t);
  const title = versionName(ui, opened);
  return (
    <Page
      title={title}
      errors={errors}
      scripts={canReview(data) ? ['incidents/review.js'] : []}
      crumbs={[
        { label: t('incidents.nav.incidents'), href: incidentPaths.incidents.link() },
        { label: incident.reference, href: incidentPaths.incident.link({ params: { incidentId: incident.id } }) },
      ]}
    >
      <Head data={data} comparison={comparison} title={title} />
      <NewerVersion data={data} />
      <Body data={data} comparison={comparison} form={form} errors={errors} />
    </Page>
  );
}

/** Nobody reviews what they sent themselves. */
const canReview = ({ mayReview, isOwn }: SubmissionPage) => mayReview && !isOwn;

function Head({ data, comparison, title }: Props & { title: string }) {
  const { t, format } = useUi();
  const { incident, opened, regulation } = data;
  return (
    <PageHead
      title={title}
      lede={incident.title}
      tags={
        <>
          <RegulationTag>{regulation}</RegulationTag> <VersionTags data={data} />
        </>
      }
      meta={
        <Facts
          facts={[
            { label: t('review.operator'), value: incident.operatorName },
            { label: t('review.received'), value: format.dateTime(opened.submission.submittedAt, incident.zone) },
            { label: t('review.by'), value: opened.submission.submitterName },
          ]}
        />
      }
      actions={<Actions data={data} comparison={comparison} />}
    />
  );
}

function Actions({ data, comparison }: Pick<Props, 'data' | 'comparison'>) {
  const ui = useUi();
  const { t } = ui;
  const params = { submissionId: data.opened.submission.id };
  const others = data.versions.filter((version) => version !== data.opened).reverse();
  return (
    <>
      {others.length > 0 && (
        <form class="v-row v-row--tight v-compare" method="get" action={incidentPaths.submission.link({ params })}>
          <label class="visually-hidden" for="compare">
            {t('review.compare')}
          </label>
          <select class="form-select" id="compare" name="compare" value={comparison.choice}>
            <option value="">{t('review.compare.usual')}</option>
            {others.map((version) => (
              <option key={version.submission.id} value={version.submission.id}>
                {t('review.compare.with', { version: versionName(ui, version) })}
              </option>
            ))}
            <option value={noComparison}>{t('review.compare.none')}</option>
          </select>
          <Button look="secondary">{t('review.compare.show')}</Button>
        </form>
      )}
      <LinkButton href={incidentPaths.submissionPdf.link({ params })} icon="file-earmark-pdf">
        {t('review.pdf')}
      </LinkButton>
    </>
  );
}

function NewerVersion({ data: { opened, versions, newerNo } }: { data: SubmissionPage }) {
  const { t } = useUi();
  const newest = versions.find(({ report, submission }) => report.id === opened.report.id && submission.no === newerNo);
  if (!newest) return null;
  return (
    <div class="v-messages">
      <Message kind="warning" title={t('review.newer', { no: newest.submission.no })}>
        <p>
          {t('review.newer.text', { no: opened.submission.no })}{' '}
          <a href={incidentPaths.submission.link({ params: { submissionId: newest.submission.id } })}>
            {t('review.newer.open', { no: newest.submission.no })}
          </a>
        </p>
      </Message>
    </div>
  );
}

function Body({ data, comparison, form, errors }: Props & { errors: Record<string, string> }) {
  const submissionId = data.opened.submission.id;
  const values = form?.values ?? savedValues(data);
  const fields: RemarkFields | undefined = canReview(data) ? { values, errors } : undefined;
  const parts = (
    <Review
      contents={<Contents data={data} comparison={comparison} />}
      decision={fields ? <Decision data={data} values={values} errors={errors} /> : <ReadOnly data={data} />}
    >
      <ChangeSummary comparison={comparison} />
      <FactsSection data={data} comparison={comparison} />
      <Answers data={data} comparison={comparison} fields={fields} />
      <ImpactsSection data={data} comparison={comparison} />
      <SectorsSection data={data} comparison={comparison} />
      <ContactsSection data={data} comparison={comparison} />
    </Review>
  );
  if (!fields) return parts;
  return (
    <Form
      action={incidentPaths.review.link({ params: { submissionId } })}
      version={Number(fieldOf(values, formFields.version))}
      hidden={{ [draftVersionField]: fieldOf(values, draftVersionField) }}
      narrow={false}
      guarded
    >
      {parts}
    </Form>
  );
}

/** Links to what changed, before anything else (interface.md B19). */
function ChangeSummary({ comparison }: { comparison: Comparison }) {
  const { t, language } = useUi();
  const answers = comparison.pages.flatMap((page) => page.answers);
  const changed = answers.filter(({ state }) => state !== 'same');
  if (!comparison.previous) return null;
  if (changed.length === 0) return <Message>{t('review.changes.none')}</Message>;
  return (
    <Message>
      <p>
        <b>{t('review.changes', { changed: changed.length, total: answers.length })}</b>
      </p>
      <ul>
        {changed.map(({ question }) => (
          <li key={question.key}>
            <a href={`#${questionId(question.key)}`}>{wordsIn(question.label, language)}</a>
          </li>
        ))}
      </ul>
    </Message>
  );
}

function Contents({ data, comparison }: Pick<Props, 'data' | 'comparison'>) {
  const { t, language } = useUi();
  const { pages, removed, impacts, sectors } = comparison;
  const entry = (id: string, label: string, changed: number): SideNavEntry => ({
    label,
    href: `#${id}`,
    ...(changed > 0 && { note: t('review.changed', { count: changed }) }),
  });
  const changedKeys = (items: readonly { state: string }[]) => items.filter(({ state }) => state !== 'same').length;
  const changedParts = (items: readonly { isChanged: boolean }[]) => items.filter(({ isChanged }) => isChanged).length;
  const entries: SideNavEntry[] = [
    entry(sectionIds.facts, t('review.facts'), changedParts(comparison.facts)),
    ...pages.map(({ page, changed }) => entry(pageId(page.key), wordsIn(page.label, language), changed)),
    ...(removed.length > 0 ? [entry(removedId, t('review.removed.title'), removed.length)] : []),
    ...(impacts ? [entry(sectionIds.impacts, t('review.impacts'), changedKeys(impacts))] : []),
    ...(sectors.length > 0 ? [entry(sectionIds.sectors, t('review.sectors'), changedKeys(sectors))] : []),
    ...(data.showsContacts ? [entry(sectionIds.contacts, t('review.contacts'), changedParts(comparison.contacts))] : []),
  ];
  return <SideNav label={t('review.contents')} groups={[{ entries }]} />;
}
