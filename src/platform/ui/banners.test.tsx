import { describe, expect, it } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { Banners } from './banners.tsx';
import { renderFragment } from './render.ts';
import { sampleUi } from './testing/sample-ui.ts';

const at = (text: string) => Temporal.Instant.from(text);

/** The reader of the samples looks at 4 March 2026, 13:40 UTC. */
function shown(language: 'en' | 'fr', from?: string, until?: string): string {
  const ui = sampleUi({ language });
  const banner = {
    level: 'warning' as const,
    text: { en: 'Maintenance tonight', fr: 'Maintenance ce soir' },
    ...(from && { from: at(from) }),
    ...(until && { until: at(until) }),
  };
  const settings = { ...ui.theme.settings, banners: [banner] };
  return renderFragment({ ...ui, theme: { ...ui.theme, settings } }, <Banners />);
}

describe('a banner of the theme', () => {
  it('is shown from its beginning until its end, in the reader’s language', () => {
    expect(shown('fr')).toContain('Maintenance ce soir');
    expect(shown('en', '2026-03-04T13:40:00Z', '2026-03-04T13:40:01Z')).toContain('Maintenance tonight');
    expect(shown('en', '2026-03-04T13:40:01Z')).toBe('');
    expect(shown('en', undefined, '2026-03-04T13:40:00Z')).toBe('');
  });
});
