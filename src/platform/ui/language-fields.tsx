import { type Language, languageNames, languages, type Translated } from '#platform/i18n/language.ts';
import { controlAttributes, FieldGroup, type FieldProps, fieldId } from './field.tsx';
import { useUi } from './page-context.ts';
import { StatusTag } from './status-tag.tsx';

export interface TranslatedFieldProps extends FieldProps {
  value?: Partial<Translated> | undefined;
  /** Errors by language; `error` is for the field as a whole. */
  errors?: Partial<Record<Language, string | undefined>> | undefined;
  rows?: 1 | 2 | 3 | undefined;
}

/** One text in every language: sends `name.en`, `name.fr` and so on. English is the default; what is missing falls back to it. */
export function TranslatedField({ value = {}, errors = {}, rows = 2, ...field }: TranslatedFieldProps) {
  const { t } = useUi();
  const base = field.id ?? fieldId(field.name);
  return (
    <FieldGroup {...field}>
      <div class="v-langs">
        {languages.map((language, at) => {
          const control = { name: `${field.name}.${language}`, id: at === 0 ? base : `${base}-${language}`, error: errors[language] };
          const missing = language !== 'en' && !value[language];
          return (
            <div class={missing ? 'v-field v-missing' : 'v-field'} key={language}>
              <label class="v-label" for={control.id}>
                <span lang={language}>{languageNames[language]}</span>
                {language === 'en' && <span class="v-optional">{t('ui.lang.default')}</span>}
                {missing && <StatusTag status="translationMissing" label={t('ui.lang.missing')} />}
              </label>
              <div class="v-stack v-stack--1">
                {control.error && (
                  <p class="v-error" id={`${control.id}-error`}>
                    <span>{control.error}</span>
                  </p>
                )}
                <textarea {...controlAttributes(control)} class="form-control" rows={rows} lang={language} value={value[language] ?? ''} />
              </div>
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}
