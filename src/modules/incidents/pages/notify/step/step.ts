import type { VNode } from 'preact';
import type { Ctx } from '#platform/context/ctx.ts';
import type { FormResult, FormState } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import type { NotifyAnswers } from '../../../services/save-notify-step.ts';

export interface StepProps {
  draft: NotifyDraft;
  form: FormState;
  isChanged: boolean;
}

/** The last page: the couples for which nothing will be opened, confirmed. */
export interface CheckedAnswers {
  step: 'check';
  skipped: string[];
}

/** What differs between the pages of "notify"; `step.route.ts` does what they share. */
export interface StepPage<Data> {
  /** Whatever the page needs besides the draft. */
  load(ctx: Ctx, draft: NotifyDraft): Promise<Data>;
  /** What is stored, or proposed before anything is, as the form's fields. */
  filled(draft: NotifyDraft, data: Data): FormBody;
  read(form: FormBody, draft: NotifyDraft, ctx: Ctx): FormResult<NotifyAnswers | CheckedAnswers>;
  view(props: StepProps, data: Data): VNode;
}
