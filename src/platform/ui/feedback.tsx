import type { ComponentChildren } from 'preact';
import type { MessageKind } from './frame.ts';
import { Hidden, Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { useUi } from './page-context.ts';

const messageIcons: Record<MessageKind, IconName> = {
  success: 'check-circle-fill',
  info: 'info-circle-fill',
  warning: 'exclamation-triangle-fill',
  danger: 'exclamation-circle-fill',
};

export interface MessageProps {
  kind?: MessageKind | undefined;
  title?: string | undefined;
  children?: ComponentChildren;
  /** Read out when the page opens: politely for success and information, at once for warnings and errors. */
  announce?: boolean | undefined;
  /** Offers to hide it; needs script, so it appears only then. */
  dismissible?: boolean | undefined;
  level?: 2 | 3 | undefined;
}

/** A box that says something about the whole page. */
export function Message({ kind = 'info', title, children, announce, dismissible, level = 2 }: MessageProps) {
  const { t } = useUi();
  const Heading = `h${level}` as const;
  const role = kind === 'warning' || kind === 'danger' ? 'alert' : 'status';
  return (
    <div class={`v-message v-message--${kind}`} {...(announce && { role })}>
      <Icon name={messageIcons[kind]} />
      <div>
        {title && <Heading>{title}</Heading>}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
      {dismissible && (
        <button class="v-message__close" type="button" aria-label={t('ui.dismiss', { what: title ?? '' })} data-dismiss hidden>
          <Icon name="x-lg" />
        </button>
      )}
    </div>
  );
}

/** The messages of the previous act, above the page's title. */
export function MessageArea() {
  const { frame } = useUi();
  if (!frame.messages?.length) return null;
  return (
    <div class="v-messages" data-messages>
      {frame.messages.map(({ kind, title, text }) => (
        <Message key={title} kind={kind} title={title} announce dismissible>
          {text}
        </Message>
      ))}
    </div>
  );
}

/** A sentence behind a short question, closed at first. */
export function Explain({
  summary,
  children,
  open,
  bold,
}: {
  summary?: string;
  children: ComponentChildren;
  open?: boolean;
  bold?: boolean;
}) {
  const { t } = useUi();
  return (
    <details class="v-explain" open={open}>
      <summary class={bold ? 'v-explain__bold' : undefined}>{summary ?? t('ui.explain')}</summary>
      {typeof children === 'string' ? <p class="v-text">{children}</p> : <div>{children}</div>}
    </details>
  );
}

export interface DoneProps {
  title: string;
  reference?: string | undefined;
  children?: ComponentChildren;
}

/** The head of a confirmation page: what was done, its reference and what the server says about it. */
export function Done({ title, reference, children }: DoneProps) {
  return (
    <div class="v-done">
      <h1>
        <Icon name="check-circle-fill" />
        {title}
      </h1>
      {reference && (
        <p class="fs-5 v-num">
          <b>{reference}</b>
        </p>
      )}
      {children}
    </div>
  );
}

export interface EmptyProps {
  title: string;
  icon?: IconName | undefined;
  children?: ComponentChildren;
  /** Buttons or links that lead on. */
  actions?: ComponentChildren;
  level?: 2 | 3 | undefined;
}

/** Where there is nothing to list: says why, and what to do. */
export function Empty({ title, icon = 'clipboard-check', children, actions, level = 2 }: EmptyProps) {
  const Heading = `h${level}` as const;
  return (
    <div class="v-empty">
      <Icon name={icon} />
      <Heading class="fs-5">{title}</Heading>
      {children && <div class="v-text">{children}</div>}
      {actions && <div class="v-actions">{actions}</div>}
    </div>
  );
}

export type SaveStatus = { state: 'none' | 'saving' | 'failed' } | { state: 'saved'; time: string };

const saveIcons: Record<SaveStatus['state'], IconName> = {
  none: 'pencil',
  saving: 'arrow-repeat',
  saved: 'cloud-check',
  failed: 'cloud-slash',
};

/** Whether the draft is safe. The page's script rewrites it through `data-save-state`. */
export function SaveState({ status }: { status: SaveStatus }) {
  const { t } = useUi();
  const text = status.state === 'saved' ? t('ui.save.saved', { time: status.time }) : t(`ui.save.${status.state}`);
  return (
    <span class={`v-save v-save--${status.state}`} role="status" data-save-state>
      <Icon name={saveIcons[status.state]} />
      {text}
    </span>
  );
}

export interface ProgressProps {
  done: number;
  total: number;
  /** What is being counted, for those who cannot see the bar. */
  label: string;
  /** Replaces "18 of 29 complete". */
  text?: string | undefined;
}

export function Progress({ done, total, label, text }: ProgressProps) {
  const { t, format } = useUi();
  const share = format.percent(total === 0 ? 0 : done / total);
  return (
    <div class="v-progress">
      <p>
        <b>{text ?? t('ui.progress.of', { done, total })}</b>
        <span>{share}</span>
      </p>
      <progress value={done} max={Math.max(total, 1)} aria-label={label}>
        {share}
      </progress>
    </div>
  );
}

/** What went away and what came, by sign, colour and hidden word. */
export function DiffText({ parts }: { parts: readonly { kind: 'same' | 'added' | 'removed'; text: string }[] }) {
  const { t } = useUi();
  return (
    <>
      {parts.map(({ kind, text }, at) => {
        const key = `${at}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Element = kind === 'added' ? 'ins' : 'del';
        return (
          <Element key={key}>
            <Hidden>{t(`ui.diff.${kind}`)}</Hidden>
            {text}
          </Element>
        );
      })}
    </>
  );
}
