import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '#platform/i18n/language.ts';
import de from '../locales/de/deadlines.json' with { type: 'json' };
import en from '../locales/en/deadlines.json' with { type: 'json' };
import fr from '../locales/fr/deadlines.json' with { type: 'json' };
import nl from '../locales/nl/deadlines.json' with { type: 'json' };
import type { DueExplanation } from './due-explanation.ts';
import { type DueWords, explainDue } from './explain.ts';
import { at, dueOf, type WorldText } from './testing/deadline-world.ts';
import { cer, dora, nis2 } from './testing/procedures.ts';

const catalogues: Record<Language, Record<string, string>> = { en, fr, de, nl };

const words = (language: Language, audience: DueWords['audience'] = 'reporting'): DueWords => ({
  audience,
  text: (key, args) =>
    String(new IntlMessageFormat(catalogues[language][key] ?? '', language, undefined, { ignoreTag: true }).format(args)),
  instant: (text, zone) => at(text).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' '),
  stage: (key) => key.replace('-', ' '),
  question: (key) => key,
});

function explanation(procedure: typeof nis2, key: string, world: WorldText): DueExplanation {
  const due = dueOf(procedure, key, world, { requestedAt: at('2026-03-02T10:00:00Z') });
  if (due.kind !== 'due' && due.kind !== 'waiting') throw new Error(due.kind);
  return due.explanation;
}
const aware = { facts: { aware: '2026-03-02T09:15:00Z' } };

test('the rule, its moment with zone, and the article, for either reader', () => {
  const known = explanation(nis2, 'incident-notification', aware);
  expect(explainDue(known, words('en'))).toBe(
    '72 hours after you became aware of the incident: 2026-03-02 10:15 (Europe/Brussels). Art. 23(4)(b).',
  );
  expect(explainDue(known, words('en', 'supervising'))).toMatch(/^72 hours after the operator became aware/);
  expect(explainDue(known, words('fr'))).toBe(
    '72 heures après que vous avez eu connaissance de l’incident : 2026-03-02 10:15 (Europe/Brussels). Art. 23(4)(b).',
  );
  expect(explainDue(known, words('de'))).toBe(
    '72 Stunden, nachdem Sie von dem Vorfall Kenntnis erlangt haben: 2026-03-02 10:15 (Europe/Brussels). Art. 23(4)(b).',
  );
  expect(explainDue(known, words('nl'))).toBe(
    '72 uur nadat u kennis kreeg van het incident: 2026-03-02 10:15 (Europe/Brussels). Art. 23(4)(b).',
  );
});

test('while the moment is unknown', () => {
  expect(explainDue(explanation(cer, 'detailed-report', {}), words('en'))).toBe(
    '1 month after you became aware of the incident; this moment is not known yet. Art. 15(1).',
  );
});

test('a cap and a weekend are told in their order', () => {
  const facts = { aware: '2026-04-03T14:00:00Z', classified: '2026-04-04T13:30:00Z' };
  expect(explainDue(explanation(dora, 'initial-notification', { facts }), words('en'))).toBe(
    '4 hours after you classified the incident as major: 2026-04-04 15:30 (Europe/Brussels). Art. 5(1)(a). ' +
      'At the latest 24 hours after you became aware of the incident: 2026-04-03 16:00 (Europe/Brussels). ' +
      'This would fall on a weekend or a public holiday (2026-04-04 16:00), so the deadline moves to noon of the next working day.',
  );
});

test('final and progress report name each other until it is clear which is due', () => {
  const world = { ...aware, submissions: { 'incident-notification': ['2026-03-05T09:00:00Z'] }, now: '2026-03-06T09:00:00Z' };
  expect(explainDue(explanation(nis2, 'final-report', world), words('en'))).toBe(
    '1 month after the report “incident notification” was first submitted: 2026-03-05 10:00 (Europe/Brussels). Art. 23(4)(d). ' +
      'If the incident is still being handled at that time, the report “progress report” is due instead.',
  );
  expect(explainDue(explanation(nis2, 'progress-report', world), words('en'))).toMatch(
    /Due only if .* otherwise the report “final report” is due\.$/,
  );
});

describe.each(languages)('%s', (language) => {
  test('has exactly the texts of English, with the same arguments', () => {
    const names = (text: string) => [...new Set([...text.matchAll(/\{([a-zA-Z]+)[,}]/g)].map((match) => match[1]))].sort();
    expect(Object.keys(catalogues[language])).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) expect([key, names(catalogues[language][key] ?? '')]).toEqual([key, names(text)]);
  });

  test('tells every stage of every example without a gap', () => {
    const facts = { aware: '2026-03-02T09:15:00Z', classified: '2026-03-02T10:15:00Z', measureAvailable: '2026-03-02T10:15:00Z' };
    for (const procedure of [nis2, dora, cer]) {
      for (const stage of procedure.stages) {
        for (const audience of ['reporting', 'supervising'] as const) {
          expect(explainDue(explanation(procedure, stage.key, { facts }), words(language, audience))).toMatch(/^\d+ .*\.$/);
        }
      }
    }
  });
});
