import type { VNode } from 'preact';
import { renderToString } from '#platform/html/jsx-runtime.ts';
import type { PartValues } from '#platform/theme/liquid-part.ts';
import { type PartName, siteValues } from '#platform/theme/page-parts.ts';
import { ThemeFault } from '#platform/theme/theme-folder.ts';
import { useUi } from './page-context.ts';

interface ThemePartProps {
  name: Exclude<PartName, 'mail'>;
  values?: PartValues;
  /** What the program puts into the part. */
  slots?: Readonly<Record<string, () => VNode>>;
  /** Where the theme has no part of its own, and where its part fails. */
  otherwise?: () => VNode;
}

/** The theme's own HTML in a place of the page that it may write. */
export function ThemePart({ name, values = {}, slots = {}, otherwise }: ThemePartProps) {
  const { theme, language } = useUi();
  const html = writePart();
  return html === undefined ? (otherwise?.() ?? null) : <div class="v-part" dangerouslySetInnerHTML={{ __html: html }} />;

  function writeSlot(name: string): string {
    const write = slots[name];
    return write ? renderToString(write()) : '';
  }

  function writePart(): string | undefined {
    try {
      const pieces = theme.parts[name]?.render({ ...siteValues(theme.settings, theme, language), ...values });
      // Checked by the theme when it was made; the slots are written by the program's own components.
      return pieces?.map((piece) => ('html' in piece ? piece.html : writeSlot(piece.slot))).join('');
    } catch (error) {
      if (error instanceof ThemeFault) return undefined;
      throw error;
    }
  }
}
