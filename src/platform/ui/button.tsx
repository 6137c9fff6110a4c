import type { ComponentChildren } from 'preact';
import { Csrf } from './form.tsx';
import { Hidden, Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { useUi } from './page-context.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Looks {
  look?: ButtonLook | undefined;
  size?: 'small' | 'large' | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}

const sizes = { small: ' btn-sm', large: ' btn-lg' };
const buttonClass = ({ look = 'secondary', size }: Pick<Looks, 'look' | 'size'>) => `btn btn-${look}${size ? sizes[size] : ''}`;

export interface ButtonProps extends Looks {
  /** Sent with the form when it has two ways on. */
  name?: string | undefined;
  value?: string | undefined;
  /** Posts the form to another address. */
  formaction?: string | undefined;
  type?: 'submit' | 'button' | undefined;
  /** Skips the browser's own checks: for "save and close". */
  novalidate?: boolean | undefined;
  /** The id of a dialog that the button closes. */
  closes?: string | undefined;
}

/** Sends a form. A page has one primary button, which names the act: "Send the early warning". */
export function Button({
  look = 'primary',
  size,
  icon,
  children,
  name,
  value,
  formaction,
  type = 'submit',
  novalidate,
  closes,
}: ButtonProps) {
  return (
    <button
      class={buttonClass({ look, size })}
      type={type}
      name={name}
      value={value}
      formaction={formaction}
      formnovalidate={novalidate}
      {...(closes && { 'data-close': closes })}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface LinkButtonProps extends Looks {
  href: string;
  /** The id of a `<Dialog>` to open instead of the page; without script the page opens. */
  opens?: string | undefined;
  /** For a way out of a page that holds what somebody typed; the label says so. */
  newWindow?: boolean | undefined;
}

/** Leads to another page and looks like a button. */
export function LinkButton({ href, opens, newWindow, look = 'secondary', size, icon, children }: LinkButtonProps) {
  return (
    <a
      class={buttonClass({ look, size })}
      href={href}
      {...(opens && { 'data-dialog': opens })}
      {...(newWindow && { target: '_blank', rel: 'noopener' })}
    >
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Buttons side by side; below each other on a phone. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="v-actions">{children}</div>;
}

export type MenuEntry =
  | { label: string; href: string; icon?: IconName; opens?: string }
  | { label: string; post: string; icon?: IconName; fields?: Record<string, string> };

export interface ActionMenuProps {
  /** What is acted on, for those who listen: "NI_7K2M9XQ4". */
  subject: string;
  entries: readonly MenuEntry[];
  /** A button with a word, or three dots in a row of a table. */
  form?: 'button' | 'dots' | undefined;
}

/** More things to do than fit as buttons. Works without script; script closes it on Escape. */
export function ActionMenu({ subject, entries, form = 'button' }: ActionMenuProps) {
  const { t } = useUi();
  if (entries.length === 0) return null;
  return (
    <details class="v-menu" data-menu>
      {form === 'dots' ? (
        <summary class="v-iconbtn">
          <Hidden>{t('ui.actionsFor', { what: subject })}</Hidden>
          <Icon name="three-dots-vertical" />
        </summary>
      ) : (
        <summary class="btn btn-secondary">
          {t('ui.more')}
          <Hidden>: {t('ui.actionsFor', { what: subject })}</Hidden>
          <Icon name="chevron-down" />
        </summary>
      )}
      <div class="v-menu__panel">
        {entries.map((entry) => (
          <MenuLine key={entry.label} entry={entry} />
        ))}
      </div>
    </details>
  );
}

function MenuLine({ entry }: { entry: MenuEntry }) {
  const icon = entry.icon && <Icon name={entry.icon} />;
  if ('href' in entry) {
    return (
      <a href={entry.href} {...(entry.opens && { 'data-dialog': entry.opens })}>
        {icon}
        {entry.label}
      </a>
    );
  }
  return (
    <form method="post" action={entry.post}>
      <Csrf />
      {Object.entries(entry.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit">
        {icon}
        {entry.label}
      </button>
    </form>
  );
}
