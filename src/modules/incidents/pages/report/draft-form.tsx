/** The form of a section, as its script finds it: with the conditions of the form and the answers of the other pages. */
import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useUi } from '#platform/ui/page-context.ts';
import type { FormDefinition } from '../../domain/definition.ts';
import type { OpenDraft } from '../../queries/report-draft.query.ts';
import type { Section } from './sections.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'draft-form': HTMLAttributes<HTMLElement>;
    }
  }
}

export function DraftForm({ section, draft, children }: { section: Section; draft: OpenDraft; children: ComponentChildren }) {
  const { t } = useUi();
  const words = {
    saving: t('ui.save.saving'),
    saved: t('ui.save.saved', { time: '{time}' }),
    none: t('ui.save.none'),
    failed: t('ui.save.failed'),
    again: t('ui.save.again'),
    conflict: t('report.save.conflict'),
    appeared: t('report.save.appeared'),
  };
  const own = new Set(section.page?.questions.map(({ key }) => key));
  const others = [...draft.shown].filter(([key]) => !own.has(key));
  return (
    <draft-form
      data-words={JSON.stringify(words)}
      {...(section.page && {
        'data-form': JSON.stringify(bareForm(draft.form.definition)),
        'data-answers': JSON.stringify(others),
        'data-late': draft.late ? 'yes' : 'no',
      })}
    >
      {children}
    </draft-form>
  );
}

/** The form without its texts: what conditions look at. */
export function bareForm({ pages }: FormDefinition): FormDefinition {
  const nothing = { en: '-' };
  return {
    label: nothing,
    pages: pages.map(({ key, questions }) => ({
      key,
      label: nothing,
      questions: questions.map(({ key: question, type, visibleWhen }) => ({
        key: question,
        type,
        label: nothing,
        mandatory: false,
        ...(visibleWhen && { visibleWhen }),
      })),
    })),
  };
}
