import type { ComponentChildren, HTMLAttributes } from 'preact';
import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { countriesIn } from '#platform/i18n/countries.ts';
import { legalPaths } from '#platform/legal/paths.ts';
import { Checkbox, Select } from '#platform/ui/choice-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { workBits } from '../../../domain/proof-of-work.ts';
import { FilingFrame } from '../filing-frame.view.tsx';
import { workFields } from '../work.ts';
import { termsField, trapField } from './who.form.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'proof-of-work': HTMLAttributes<HTMLElement>;
    }
  }
}

interface WhoProps {
  form: FormState;
  /** Of a draft that was begun; absent on the first page. */
  version?: number;
  isChanged?: boolean;
  /** Only on the first page. */
  first?: { challenge: string; regulation: string; termsVersion: string };
}

export const whoPage = (props: WhoProps) => <WhoPage {...props} />;

function WhoPage({ form, version, isChanged, first }: WhoProps) {
  const { t, language } = useUi();
  const errors = errorTexts(form, t);
  const { europe, world } = countriesIn(language);
  const field = (name: string) => ({ name, value: fieldOf(form.values, name), error: errors[name] });
  return (
    <FilingFrame
      step="who"
      errors={errors}
      version={version}
      isChanged={isChanged}
      hidden={first && { regulation: first.regulation, termsVersion: first.termsVersion }}
    >
      <TextField {...field('firstName')} label={t('notify.contact.firstName')} autocomplete="given-name" />
      <TextField {...field('lastName')} label={t('notify.contact.lastName')} autocomplete="family-name" />
      <TextField
        {...field('email')}
        label={t('notify.contact.email')}
        hint={t('outside.who.email.hint')}
        type="email"
        autocomplete="email"
      />
      <TextField {...field('phone')} label={t('outside.who.phone')} hint={t('outside.who.phone.hint')} type="tel" autocomplete="tel" />
      <TextField {...field('organisation')} label={t('outside.who.organisation')} autocomplete="organization" />
      <Select
        {...field('country')}
        label={t('outside.who.country')}
        placeholder={t('ui.choose')}
        options={[...europe, ...world].map(({ code, name }) => ({ value: code, label: name }))}
      />
      {first && <FirstPage form={form} error={errors[termsField]} challenge={first.challenge} />}
    </FilingFrame>
  );
}

/** What is agreed to, what a machine falls into, and what a browser does meanwhile. */
function FirstPage({ form, error, challenge }: { form: FormState; error: string | undefined; challenge: string }): ComponentChildren {
  const { t, assets } = useUi();
  return (
    <>
      <p class="u-small">
        {t('outside.who.privacy')} <a href={legalPaths.privacy.link()}>{t('outside.who.privacy.read')}</a>
        {' · '}
        <a href={legalPaths.terms.link()}>{t('outside.who.terms.read')}</a>
      </p>
      <Checkbox name={termsField} label={t('outside.who.terms')} checked={fieldOf(form.values, termsField) === 'yes'} error={error} />
      <div hidden>
        <label for="f-website">{t('outside.who.trap')}</label>
        <input id="f-website" name={trapField} type="text" autocomplete="off" tabindex={-1} value={fieldOf(form.values, trapField)} />
      </div>
      <proof-of-work data-challenge={challenge} data-bits={String(workBits)} data-worker={assets.url('incidents/filing-work.js')}>
        <input type="hidden" name={workFields.challenge} value={challenge} />
        <input type="hidden" name={workFields.attempt} value="" data-attempt />
      </proof-of-work>
    </>
  );
}
