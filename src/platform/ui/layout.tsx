import type { ComponentChildren } from 'preact';

type Space = 'small' | 'medium' | 'large' | 'huge';
const spaces: Record<Space, string> = { small: ' v-stack--1', medium: '', large: ' v-stack--3', huge: ' v-stack--5' };

/** Things below each other. */
export function Stack({ space = 'medium', children }: { space?: Space; children: ComponentChildren }) {
  return <div class={`v-stack${spaces[space]}`}>{children}</div>;
}

/** Things beside each other, wrapping. */
export function Row({ between, tight, children }: { between?: boolean; tight?: boolean; children: ComponentChildren }) {
  return <div class={`v-row${between ? ' v-row--between' : ''}${tight ? ' v-row--tight' : ''}`}>{children}</div>;
}

/** Cells of equal width, as many as fit. `open` sets them further apart. */
export function Grid({ open, children }: { open?: boolean; children: ComponentChildren }) {
  return <div class={open ? 'v-grid v-grid--open' : 'v-grid'}>{children}</div>;
}

export interface SplitProps {
  children: ComponentChildren;
  aside: ComponentChildren;
  /** The name of the narrow column, for those who jump between landmarks. */
  asideLabel: string;
  /** `form` keeps the main column at the width of a form; `nav` puts the narrow one first; `even` makes them equal. */
  form?: 'form' | 'nav' | 'even' | undefined;
  /** The narrow column stays in view. */
  sticky?: boolean | undefined;
}

/** A main column and a narrow one, which comes second on a phone unless it is navigation. */
export function Split({ children, aside, asideLabel, form, sticky }: SplitProps) {
  const narrow = (
    <aside class={sticky ? 'v-stack v-stack--3 v-sticky' : 'v-stack v-stack--3'} aria-label={asideLabel}>
      {aside}
    </aside>
  );
  return (
    <div class={form ? `v-split v-split--${form}` : 'v-split'}>
      {form === 'nav' && narrow}
      <div class="v-stack v-stack--3">{children}</div>
      {form !== 'nav' && narrow}
    </div>
  );
}

export interface PanelProps {
  children: ComponentChildren;
  title?: string | undefined;
  look?: 'line' | 'flat' | undefined;
  tight?: boolean | undefined;
  level?: 2 | 3 | undefined;
}

/** A box around what belongs together; never inside another box. */
export function Panel({ children, title, look = 'line', tight, level = 2 }: PanelProps) {
  const Heading = `h${level}` as const;
  return (
    <div class={`v-panel v-stack v-stack--1${look === 'flat' ? ' v-panel--flat' : ''}${tight ? ' v-panel--tight' : ''}`}>
      {title && <Heading class="fs-6">{title}</Heading>}
      {children}
    </div>
  );
}

/** A part of a page with its heading. */
export function Section({
  id,
  title,
  children,
  count,
}: {
  id: string;
  title: string;
  children: ComponentChildren;
  count?: ComponentChildren;
}) {
  return (
    <section class="v-stack" aria-labelledby={id}>
      <h2 class="fs-4 v-row v-row--tight" id={id}>
        {title} {count}
      </h2>
      {children}
    </section>
  );
}
