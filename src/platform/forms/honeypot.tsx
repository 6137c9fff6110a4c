/**
 * A field that people do not see and machines fill in. Its name is another one on every page and stands in the form itself, so that
 * no machine learns it: `<Honeypot/>` in the form, `isTrapped(form)` where it is read.
 */
import { randomBytes } from 'node:crypto';
import type { FormBody } from '../http/route.ts';
import { useUi } from '../ui/page-context.ts';
import { fieldOf } from './form.ts';

const nameField = 'form';
const isName = /^field-[0-9a-f]{12}$/;

export function Honeypot() {
  const { t } = useUi();
  const name = `field-${randomBytes(6).toString('hex')}`;
  return (
    <>
      <input type="hidden" name={nameField} value={name} />
      <div class="visually-hidden" aria-hidden="true">
        <label for={name}>{t('ui.honeypot')}</label>
        <input type="text" id={name} name={name} tabindex={-1} autocomplete="off" />
      </div>
    </>
  );
}

/** Whether a machine filled the form in, or took the field out of it. */
export function isTrapped(form: FormBody): boolean {
  const name = fieldOf(form, nameField);
  return !isName.test(name) || fieldOf(form, name) !== '';
}
