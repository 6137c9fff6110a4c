import type { IconName } from './icons.ts';
import { useUi } from './page-context.ts';

/** A picture beside words; screen readers do not see it. `class` adds a colour or size. */
export function Icon({ name, class: extra }: { name: IconName; class?: string }) {
  const { assets } = useUi();
  return (
    <svg class={extra ? `v-icon ${extra}` : 'v-icon'} aria-hidden="true">
      <use href={`${assets.url('icons.svg')}#${name}`} />
    </svg>
  );
}

/** Words for those who listen and not for those who look. */
export function Hidden({ children }: { children: preact.ComponentChildren }) {
  return <span class="visually-hidden">{children}</span>;
}
