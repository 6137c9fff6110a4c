import { DomainError } from '../context/errors.ts';
import { Actions, Button, LinkButton } from '../ui/button.tsx';
import { formFields } from '../ui/form.tsx';
import { useUi } from '../ui/page-context.ts';
import type { FormBody } from './route.ts';

/** Signing in, or proving once more who one is. */
interface FirstStep {
  labelKey: 'error.held.signIn' | 'error.held.prove';
  href: string;
}

/**
 * A post that was stopped at the door and not because of what it says: the page that tells so carries it along, to be sent again, as
 * does the page that tells of a fault of ours.
 * Only for posts that the browser says are our own; a form with a password in it is never carried.
 */
export class StoppedFormError extends DomainError {
  readonly status: 401 | 403 | 409 | 419;
  /** What must be done before it is sent again, in another window. */
  readonly first: FirstStep | undefined;

  constructor(status: 401 | 403 | 409 | 419, messageKey: string, first?: FirstStep) {
    super(messageKey);
    this.status = status;
    this.first = first;
  }
}

export interface HeldForm {
  action: string;
  fields: readonly (readonly [name: string, value: string])[];
  first?: FirstStep | undefined;
}

const technical: readonly string[] = Object.values(formFields);

/** Undefined when nobody typed or chose anything. */
export function heldForm(action: string, body: FormBody): Omit<HeldForm, 'first'> | undefined {
  const fields = Object.entries(body)
    .filter(([name]) => name !== formFields.csrf)
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const));
  return fields.some(([name, value]) => value !== '' && !technical.includes(name)) ? { action, fields } : undefined;
}

/** What was typed, as it was sent, with a token that is valid now. */
export function HeldFormAgain({ form: { action, fields, first } }: { form: HeldForm }) {
  const { t, csrfToken } = useUi();
  return (
    <form method="post" action={action} data-sending={t('ui.sending')} data-guard={t('ui.unsaved')}>
      <input type="hidden" name={formFields.csrf} value={csrfToken} />
      {fields.map(([name, value], at) => (
        <input key={at} type="hidden" name={name} value={value} />
      ))}
      <Actions>
        {first && (
          <LinkButton look="primary" href={first.href} newWindow>
            {t(first.labelKey)}
          </LinkButton>
        )}
        <Button look={first ? 'secondary' : 'primary'}>{t('error.held.again')}</Button>
      </Actions>
    </form>
  );
}
