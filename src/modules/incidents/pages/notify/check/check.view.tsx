import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormResult, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Checkboxes } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { SummaryList, type SummaryRow } from '#platform/ui/lists.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import type { PartialContact } from '../../../domain/contacts.ts';
import { askedFacts, coupleKey, type NotifyStep } from '../../../domain/notify-journey.ts';
import { incidentPaths } from '../../../paths.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import { type Plan, plannedIncidents } from '../../../queries/planned-incidents.query.ts';
import type { CheckedAnswers, StepPage, StepProps } from '../step/step.ts';
import { StepPage as Frame } from '../step/step-page.view.tsx';
import { PlannedIncidents } from './planned-incidents.view.tsx';

export const checkStep: StepPage<Plan> = {
  load: (ctx, { offers, selection, zone }) =>
    plannedIncidents(ctx, { offers, zone, couples: selection.couples, sectors: selection.sectors, facts: selection.facts }),
  filled: ({ selection }) => ({ skipped: selection.skipped }),
  read: readCheck,
  view: (props, plan) => <CheckPage {...props} plan={plan} />,
};

function readCheck(form: FormBody, { selection }: NotifyDraft): FormResult<CheckedAnswers> {
  const known = selection.couples.map(coupleKey);
  return { ok: true, data: { step: 'check', skipped: listOf(form, 'skipped').filter((key) => known.includes(key)) } };
}

function CheckPage({ draft, form, isChanged, plan }: StepProps & { plan: Plan }) {
  const ui = useUi();
  const { t, language } = ui;
  const errors = errorTexts(form, t);
  const { planned, unmatched } = plan;
  return (
    <Frame draft={draft} step="check" errors={errors} isChanged={isChanged} send={t('notify.check.send', { count: planned.length })}>
      <SummaryList rows={summaryOf(draft, ui)} />
      {planned.length === 0 ? (
        <Message kind="warning" title={t('notify.nothingMatches')} />
      ) : (
        <>
          <h2 class="fs-4">{t('notify.check.created', { count: planned.length })}</h2>
          <PlannedIncidents planned={planned} zone={draft.zone} />
        </>
      )}
      {unmatched.length > 0 && (
        <Checkboxes
          name="skipped"
          label={t('notify.check.unmatched')}
          hint={t('notify.check.unmatched.hint')}
          value={listOf(form.values, 'skipped')}
          error={errors.skipped}
          options={unmatched.map((offer) => ({
            value: coupleKey(offer),
            label: t('notify.check.skip', {
              regulation: wordsIn(offer.regulation.short, language),
              regulator: wordsIn(offer.regulator.name, language),
            }),
          }))}
        />
      )}
      <Message title={t('notify.check.what')}>
        <ul class="u-list">
          <li>{t('notify.check.visible')}</li>
          <li>{t('notify.check.notYet')}</li>
          <li>{t('notify.check.others')}</li>
        </ul>
      </Message>
    </Frame>
  );
}

function summaryOf(draft: NotifyDraft, { t, format, language }: Ui): SummaryRow[] {
  const { fileId, title, selection, chosen, organisationName, ownReference } = draft;
  const change = (step: NotifyStep) => ({ changeHref: incidentPaths.notifyStep.link({ params: { fileId, step } }) });
  const { primary, technical } = selection.contacts;
  const laws = [...new Set(chosen.map(({ regulation }) => wordsIn(regulation.short, language)))];
  return [
    { label: t('notify.title.label'), value: title, ...change('regulations') },
    { label: t('notify.regulations.label'), value: format.list(laws), ...change('regulations') },
    { label: t('notify.contacts.organisation'), value: organisationName },
    { label: t('notify.contacts.primary'), value: contactText(primary), ...change('contacts') },
    {
      label: t('notify.contacts.technical'),
      value: technical ? contactText(technical) : t('notify.contacts.same.yes'),
      ...change('contacts'),
    },
    ...(ownReference ? [{ label: t('notify.ownReference'), value: ownReference, ...change('contacts') }] : []),
    ...askedFacts(chosen).map(({ fact, mandatory }) => {
      const known = selection.facts[fact];
      return {
        label: t(`notify.fact.${fact}`),
        optional: !mandatory,
        value: known && format.dateTime(Temporal.Instant.from(known.at), known.zone),
        ...change('facts'),
      };
    }),
  ];
}

const contactText = (contact: PartialContact = {}) =>
  [`${contact.firstName ?? ''} ${contact.lastName ?? ''}`.trim(), contact.jobTitle, contact.email, contact.phone]
    .filter(Boolean)
    .join(', ');
