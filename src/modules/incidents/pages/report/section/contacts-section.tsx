import { fieldOf, listOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Radios, Reveal } from '#platform/ui/choice-fields.tsx';
import { SectorTree } from '#platform/ui/list-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { sectorBranches } from '../sector-branches.ts';
import { contactFields, sameContactField, tokenField } from './section.form.ts';
import type { SectionPageProps } from './section.view.tsx';

interface Props extends SectionPageProps {
  texts: Record<string, string>;
}

const kinds = { email: 'email', phone: 'tel' } as const;

/** Whom the regulator may call, and the sectors that are affected. */
export function ContactsSection(props: Props) {
  const { parts, fields, tokens, texts } = props;
  const { t, language } = useUi();
  const isSame = fieldOf(fields, sameContactField) === 'yes';
  return (
    <>
      <Person who="primary" title={t('report.contact.primary')} {...props} />
      <Radios
        name={sameContactField}
        label={t('report.contact.same')}
        inline
        options={[
          { value: 'yes', label: t('report.answer.yes') },
          { value: 'no', label: t('report.answer.no') },
        ]}
        value={isSame ? 'yes' : 'no'}
      />
      <Reveal when={sameContactField} is={['no']}>
        <Person who="technical" title={t('report.contact.technical')} {...props} />
      </Reveal>
      {parts.sectorsOffered.length > 0 && (
        <SectorTree
          name="sectors"
          label={t('report.sectors')}
          sectors={sectorBranches(parts.sectorTree, parts.sectorsOffered, (name) => wordsIn(name, language))}
          value={listOf(fields, 'sectors')}
          error={texts.sectors}
        />
      )}
      <input type="hidden" name={tokenField('contacts')} value={tokens.get('contacts') ?? ''} />
      <input type="hidden" name={tokenField('sectors')} value={tokens.get('sectors') ?? ''} />
    </>
  );
}

function Person({ who, title, fields, texts }: Props & { who: 'primary' | 'technical'; title: string }) {
  const { t } = useUi();
  return (
    <fieldset class="v-stack">
      <legend class="fs-5">{title}</legend>
      {contactFields.map((name) => (
        <TextField
          key={name}
          name={`${who}.${name}`}
          label={t(`report.contact.${name}`)}
          optional={name === 'jobTitle'}
          value={fieldOf(fields, `${who}.${name}`)}
          error={texts[`${who}.${name}`]}
          maxlength={100}
          {...(name in kinds && { type: kinds[name as keyof typeof kinds] })}
        />
      ))}
    </fieldset>
  );
}
