import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { useUi } from './page-context.ts';
import { StatusTag } from './status-tag.tsx';

export interface ReviewProps {
  /** The sections of the report. */
  contents: ComponentChildren;
  children: ComponentChildren;
  /** The reviewer's form: comment, decision. */
  decision: ComponentChildren;
}

/** A report on one page: its sections at the left, the answers, the decision at the right. */
export function Review({ contents, children, decision }: ReviewProps) {
  return (
    <div class="v-review">
      <div class="v-review__toc v-sticky">{contents}</div>
      <div class="v-stack v-stack--5">{children}</div>
      <div class="v-panel v-stack v-sticky">{decision}</div>
    </div>
  );
}

export interface AnswerProps {
  id: string;
  question: string;
  children: ComponentChildren;
  /** The version since which the answer differs; a text is the whole mark, when a number alone would not say which report. */
  changedSince?: number | string | undefined;
  remarks?: ComponentChildren;
  action?: ComponentChildren;
}

/** A question with its answer, what the reviewer says about it, and whether it changed. */
export function Answer({ id, question, children, changedSince, remarks, action }: AnswerProps) {
  const { t } = useUi();
  return (
    <div class={changedSince === undefined ? 'v-answer' : 'v-answer v-answer--changed'} id={id}>
      <div class="v-answer__q">
        <h3>{question}</h3>
        {changedSince !== undefined && (
          <StatusTag
            status="changed"
            label={typeof changedSince === 'number' ? t('ui.changedSince', { version: changedSince }) : changedSince}
          />
        )}
      </div>
      <div class="v-answer__a">{typeof children === 'string' ? <p>{children}</p> : children}</div>
      {remarks}
      {action}
    </div>
  );
}

export interface RemarkProps {
  by: string;
  when?: ComponentChildren;
  /** Seen by the authority only. */
  internal?: boolean | undefined;
  children: ComponentChildren;
}

/** What somebody said about an answer. */
export function Remark({ by, when, internal, children }: RemarkProps) {
  const { t } = useUi();
  return (
    <div class={internal ? 'v-remark v-remark--internal' : 'v-remark'}>
      <p class="v-remark__by">
        {internal && <b>{t('ui.remark.internal')}</b>}
        {internal ? <span>{by}</span> : <b>{by}</b>}
        {when && <span>{when}</span>}
      </p>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}

export type FillState = 'complete' | 'part' | 'none' | 'asked';
const stateIcons = { complete: 'check-circle-fill', part: 'triangle-half', none: 'circle', asked: 'square-fill' } as const;

export interface SideNavEntry {
  label: string;
  href: string;
  current?: boolean | undefined;
  state?: FillState | undefined;
  /** A second line, such as "2 changed". */
  note?: string | undefined;
}

export interface SideNavProps {
  label: string;
  groups: readonly { title?: string | undefined; entries: readonly SideNavEntry[] }[];
}

/** The parts of a long record, each with its name and state. */
export function SideNav({ label, groups }: SideNavProps) {
  const { t } = useUi();
  return (
    <nav class="v-sidenav" aria-label={label}>
      {groups.map(({ title, entries }, at) => (
        <div key={title ?? `${at}`}>
          {title && <h2 class="v-sidenav__head">{title}</h2>}
          <ul class="v-stack gap-0">
            {entries.map((entry) => (
              <li key={entry.href}>
                <a href={entry.href} aria-current={entry.current ? 'page' : undefined}>
                  <Icon name={entry.state ? stateIcons[entry.state] : 'dot'} {...(entry.state && { class: `v-state--${entry.state}` })} />
                  <span>
                    {entry.label}
                    {entry.state && <span class="visually-hidden">, {t(`ui.state.${entry.state}`)}</span>}
                    {entry.note && <span class="v-sub">{entry.note}</span>}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
