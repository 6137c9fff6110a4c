/** The custom elements that the page's script brings to life; without it they are plain boxes. */
import type { HTMLAttributes } from 'preact';

type Data = HTMLAttributes<HTMLElement>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'deadline-clock': Data & { due: string; start: string };
      'character-counter': Data & { for: string; limit: string };
      'password-toggle': Data;
      'password-rules': Data;
      'date-time-parts': Data;
      'country-picker': Data;
      'conditional-part': Data;
    }
  }
}
