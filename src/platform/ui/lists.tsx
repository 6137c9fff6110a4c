import type { ComponentChildren } from 'preact';
import { Hidden, Icon } from './icon.tsx';
import { useUi } from './page-context.ts';
import { type Status, StatusTag } from './status-tag.tsx';

export interface SummaryRow {
  label: string;
  /** Nothing given is said in words. */
  value?: ComponentChildren;
  optional?: boolean | undefined;
  /** Where the value can be changed. */
  changeHref?: string | undefined;
  /** Replaces "Change". */
  changeLabel?: string | undefined;
}

export interface SummaryListProps {
  rows: readonly SummaryRow[];
  /** `stack` puts the value under its label, `small` is for side panels. */
  form?: 'two' | 'stack' | 'small' | undefined;
}

const summaryClasses = { two: ' v-summary--two', stack: ' v-summary--stack', small: ' v-summary--small v-summary--two' };
const isBlank = (value: ComponentChildren) => value === undefined || value === null || value === '' || value === false;

/** Questions and their answers, each with a way to change it. */
export function SummaryList({ rows, form }: SummaryListProps) {
  const { t } = useUi();
  return (
    <dl class={`v-summary${form ? summaryClasses[form] : ''}`}>
      {rows.map(({ label, value, optional, changeHref, changeLabel }) => (
        <div key={label}>
          <dt>
            {label}
            {optional && <span class="v-optional"> {t('ui.optional')}</span>}
          </dt>
          <dd>{isBlank(value) ? <span class="u-quiet">{t('ui.notGiven')}</span> : value}</dd>
          {changeHref && (
            <dd class="v-summary__action">
              <a href={changeHref}>
                {changeLabel ?? t('ui.change')}
                <Hidden>: {label}</Hidden>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

export interface Task {
  label: string;
  /** Without an address the task cannot be opened yet. */
  href?: string | undefined;
  status: Status;
  hint?: string | undefined;
}

export interface TaskListProps {
  tasks: readonly Task[];
  /** The heading of the group, with its number. */
  title?: string | undefined;
  number?: number | undefined;
}

/** The sections of a report, in any order. */
export function TaskList({ tasks, title, number }: TaskListProps) {
  return (
    <div>
      {title && (
        <h2 class="fs-5 v-tasks__group">
          {number !== undefined && <span>{number}</span>}
          {title}
        </h2>
      )}
      <ul class="v-tasks">
        {tasks.map(({ label, href, status, hint }) => (
          <li key={label}>
            <div>
              {href ? <a href={href}>{label}</a> : <span class="u-quiet">{label}</span>}
              {hint && <span class="v-sub">{hint}</span>}
            </div>
            <StatusTag status={status} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface Step {
  title: string;
  state: 'done' | 'current' | 'next';
  children?: ComponentChildren;
}

/** Stages one after the other: what is done, what is on, what comes. */
export function Steps({ steps, wide }: { steps: readonly Step[]; wide?: boolean | undefined }) {
  const classes = { done: 'is-done', current: undefined, next: 'is-next' };
  return (
    <ol class={wide ? 'v-steps v-steps--wide' : 'v-steps'}>
      {steps.map(({ title, state, children }) => (
        <li key={title} class={classes[state]} {...(state === 'current' && { 'aria-current': 'step' as const })}>
          {state === 'done' && <Icon name="check-lg" class="v-steps__tick" />}
          <h3 class="fs-6 pt-1">{title}</h3>
          {typeof children === 'string' ? <p class="u-quiet">{children}</p> : children}
        </li>
      ))}
    </ol>
  );
}

export interface TimelineEntry {
  when: ComponentChildren;
  what: ComponentChildren;
  kind?: 'mark' | 'due' | 'now' | undefined;
  detail?: ComponentChildren;
}

/** What happened and what is due, newest first. */
export function Timeline({ entries, small }: { entries: readonly TimelineEntry[]; small?: boolean | undefined }) {
  return (
    <ol class={small ? 'v-timeline u-small' : 'v-timeline'}>
      {entries.map(({ when, what, kind, detail }, at) => (
        <li key={`${at}`} class={kind && `is-${kind}`}>
          <p class="v-timeline__when">{when}</p>
          <p class="v-timeline__what">{what}</p>
          {detail}
        </li>
      ))}
    </ol>
  );
}
