import type { ComponentChildren } from 'preact';
import { type Status, StatusTag } from './status-tag.tsx';

export interface FirstDueProps {
  title: string;
  /** Small words and tags above the title: "Due next", the law, the status. */
  tags: ComponentChildren;
  children: ComponentChildren;
  /** A large `<DeadlineClock>`. */
  clock: ComponentChildren;
  actions: ComponentChildren;
  state?: 'soon' | 'late' | undefined;
}

/** The one thing to do next, larger than everything else; on a phone the clock comes first. */
export function FirstDue({ title, tags, children, clock, actions, state }: FirstDueProps) {
  return (
    <section class={state ? `v-first v-first--${state}` : 'v-first'} aria-labelledby="first-due">
      <div class="v-first__what">
        <p class="v-row v-row--tight">{tags}</p>
        <h2 id="first-due">{title}</h2>
        {children}
        <div class="v-actions mt-3">{actions}</div>
      </div>
      <div class="v-first__clock">{clock}</div>
    </section>
  );
}

export interface OverdueProps {
  id: string;
  title: string;
  clock: ComponentChildren;
  tags: ComponentChildren;
  action: ComponentChildren;
}

/** A strip for what is late. */
export function Overdue({ id, title, clock, tags, action }: OverdueProps) {
  return (
    <section class="v-overdue" aria-labelledby={id}>
      {clock}
      <div>
        <h2 class="fs-6" id={id}>
          {title}
        </h2>
        <p class="v-meta v-row v-row--tight">{tags}</p>
      </div>
      {action}
    </section>
  );
}

export interface WorkItem {
  id: string;
  title: string;
  href: string;
  clock: ComponentChildren;
  lines?: readonly ComponentChildren[] | undefined;
  status?: Status | undefined;
}

/** The work list of the home page: what is due, by when. */
export function WorkList({ items }: { items: readonly WorkItem[] }) {
  return (
    <ul class="v-work">
      {items.map(({ id, title, href, clock, lines = [], status }) => (
        <li key={id}>
          {clock}
          <div>
            <h3 class="v-work__title fs-6">
              <a href={href}>{title}</a>
            </h3>
            {lines.map((line, at) => (
              <p key={`${at}`} class={at > 0 ? 'v-meta' : undefined}>
                {line}
              </p>
            ))}
          </div>
          <div>{status && <StatusTag status={status} />}</div>
        </li>
      ))}
    </ul>
  );
}
