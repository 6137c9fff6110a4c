import { join } from 'node:path';
import { createTranslator } from '#platform/i18n/catalogue.ts';
import type { Language } from '#platform/i18n/language.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import { loadTheme } from '#platform/theme/load-theme.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Assets, assetsOf } from '../assets.ts';
import type { Frame } from '../frame.ts';
import { createUi, type Ui } from '../page-context.ts';

const translator = createTranslator([uiCatalogue]);

const sampleFrame: Frame = {
  homeHref: '/',
  navigation: [
    { href: '/', label: 'Home' },
    { href: '/incidents', label: 'Incidents', current: 'section' },
    { href: '/security-objectives', label: 'Security objectives' },
  ],
  primary: { href: '/incidents/new', label: 'Report an incident' },
  languageAction: '/language',
  display: { scheme: 'system', hasShortcuts: true, action: '/display' },
  help: {
    href: '/help/topics#gallery',
    topic: { title: 'Components', paragraphs: ['Every component with its states.'] },
    shortcuts: [{ keys: 'g i', href: '/incidents', label: 'Incidents' }],
  },
  path: '/gallery',
  organisation: { id: 'grid', name: 'Norvane Grid', others: [{ id: 'heat', name: 'Norvane Heat' }], action: '/account/organisation' },
  user: {
    name: 'Elin Marchetti',
    links: [{ href: '/account', label: 'Account' }],
    signOutAction: '/sign-out',
    secondsLeft: 900,
    keepHref: '/session/keep',
    signInHref: '/sign-in',
  },
  messages: [{ kind: 'success', title: 'Draft saved', text: 'Only your organisation can see it.' }],
  version: 'Vigie 1.0',
};

/** A reader of the gallery and of component tests: Wednesday 4 March 2026, 14:40 in Luxembourg. */
export function sampleUi(settings: { language?: Language; assets?: Assets; frame?: Partial<Frame> } = {}): Ui {
  return createUi({
    translator,
    language: settings.language ?? 'en',
    zone: 'Europe/Luxembourg',
    now: Temporal.Instant.from('2026-03-04T13:40:00Z'),
    assets: settings.assets ?? assetsOf({ 'main.css': '/static/main.css', 'main.js': '/static/main.js', 'icons.svg': '/static/icons.svg' }),
    theme: loadTheme(join(process.cwd(), 'themes', 'default')),
    csrfToken: 'token-1',
    organisationId: 'grid',
    frame: { ...sampleFrame, ...settings.frame },
  });
}
