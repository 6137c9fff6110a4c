import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Button } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { migrateAnswers } from '../../../domain/migrate-answers.ts';
import { questionsOf } from '../../../domain/questionnaire.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import type { OpenDraft } from '../../../queries/report-draft.query.ts';
import { reportLink } from '../report-frame.tsx';

/** What people have to know before they go on: another editor, a newer form, answers that wait to be kept. */
export function DraftNotices({ report, draft }: { report: OpenReport; draft: OpenDraft }) {
  const { t } = useUi();
  const waiting = [...draft.shown.keys()].filter((key) => !draft.kept.has(key)).length;
  if (!report.isOpen) return null;
  return (
    <>
      {draft.otherEditor && <EditorNotice report={report} editor={draft.otherEditor} />}
      {draft.newerForm && <NewForm report={report} draft={draft} />}
      {waiting > 0 && (
        <Message title={t('report.proposed', { count: waiting })}>
          <p class="mb-2">{t('report.proposed.text')}</p>
          <PostButton action={reportLink(report)} fields={{ intent: 'keep' }}>
            <Button>{t('report.proposed.keep')}</Button>
          </PostButton>
        </Message>
      )}
    </>
  );
}

export function EditorNotice({ report, editor }: { report: OpenReport; editor: string }) {
  const { t } = useUi();
  return (
    <Message kind="warning" title={t('report.editedBy', { name: editor })}>
      <p class="mb-2">{t('report.editedBy.text')}</p>
      <PostButton action={reportLink(report)} fields={{ intent: 'takeOver' }}>
        <Button>{t('report.takeOver')}</Button>
      </PostButton>
    </Message>
  );
}

/** A newer version of the form was published after the draft was started: says what the change does to the answers. */
function NewForm({ report, draft }: { report: OpenReport; draft: OpenDraft }) {
  const { t, language, format } = useUi();
  if (!draft.newerForm) return null;
  const [before, after] = [draft.form.definition, draft.newerForm.definition];
  const { dropped, added } = migrateAnswers(draft.kept, before, after);
  const labels = (keys: readonly string[]) => {
    const asked = [...questionsOf(after), ...questionsOf(before)];
    return format.list(
      keys.map((key) => asked.find((question) => question.key === key)).flatMap((q) => (q ? wordsIn(q.label, language) : [])),
    );
  };
  return (
    <Message kind="warning" title={t('report.newForm')}>
      <p>{t('report.newForm.text')}</p>
      {added.length > 0 && <p>{t('report.form.added', { questions: labels(added) })}</p>}
      {dropped.length > 0 && <p>{t('report.form.dropped', { questions: labels(dropped) })}</p>}
      <PostButton action={reportLink(report)} fields={{ intent: 'migrate' }}>
        <Button>{t('report.form.migrate')}</Button>
      </PostButton>
    </Message>
  );
}
