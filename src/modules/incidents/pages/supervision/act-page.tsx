/** What the pages of one act on an incident have in common. */
import type { ComponentChildren } from 'preact';
import { ConflictError, ForbiddenError } from '#platform/context/errors.ts';
import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button, type ButtonLook } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { cleanText } from '../../domain/formats.ts';
import { incidentPaths } from '../../paths.ts';
import { isOngoing } from '../../workflow.ts';
import { incidentCrumbs } from './crumbs.ts';
import type { Act, IncidentData } from './show-incident/show-incident.query.ts';

export const typedText = (text: string): string => cleanText(text).trim();

/** Throws ConflictError when the incident's state does not allow the act now, ForbiddenError when the actor's role never does. */
export function requireAct({ acts, record }: IncidentData, act: Act): void {
  if (acts[act]) return;
  if (act === 'adoption' && isOngoing(record)) throw new ConflictError('outside.adoption.notNow');
  if (act === 'reopen' ? isOngoing(record) : !isOngoing(record)) {
    throw new ConflictError(act === 'reopen' ? 'supervision.act.reopen.notClosed' : 'supervision.act.closed');
  }
  throw new ForbiddenError();
}

interface Props {
  data: IncidentData;
  title: string;
  lede: string;
  action: string;
  form: FormState;
  /** What happens, named by its verb. */
  button: string;
  look?: ButtonLook | undefined;
  hidden?: Record<string, string> | undefined;
  /** Between the head and the form. */
  before?: ComponentChildren;
  children: ComponentChildren;
  errors?: Record<string, string> | undefined;
}

/** A page that asks for one decision about an incident and says what follows from it (interface.md B21). */
export function ActPage({ data, title, lede, action, form, button, look, hidden, before, children, errors }: Props) {
  const ui = useUi();
  const { t } = ui;
  const { record } = data;
  return (
    <Page title={title} crumbs={incidentCrumbs(ui, record)} errors={errors ?? errorTexts(form, t)}>
      <PageHead title={title} lede={lede} meta={`${record.title}, ${record.reference}`} />
      {before}
      <Form action={action} {...(hidden && { hidden })} guarded>
        {children}
        <Actions>
          <Button {...(look && { look })}>{button}</Button>
          <a href={incidentPaths.incident.link({ params: { incidentId: record.id } })}>{t('supervision.act.cancel')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
