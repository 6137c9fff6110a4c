import type { ComponentChildren } from 'preact';
import { Temporal } from '#platform/time/temporal.ts';

/** One family of components on the gallery page. */
export function Specimen({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="v-spec" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A moment of the made-up story that the gallery tells. */
export const at = (text: string) => Temporal.Instant.from(text);
