/** Public holidays of five countries, from the acts named in `source`; what moves is counted from Easter Sunday. */
import type { SeedHoliday } from '#modules/governance/index.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';

const easterSundays = ['2026-04-05', '2027-03-28'] as const;

/** `--MM-DD`, or days after Easter Sunday. */
type Rule = [when: string | number, en: string, fr: string, de: string, nl: string];

const newYear: Rule = ['--01-01', 'New Year’s Day', 'Jour de l’an', 'Neujahr', 'Nieuwjaarsdag'];
const goodFriday: Rule = [-2, 'Good Friday', 'Vendredi saint', 'Karfreitag', 'Goede Vrijdag'];
const easterMonday: Rule = [1, 'Easter Monday', 'Lundi de Pâques', 'Ostermontag', 'Tweede paasdag'];
const labourDay: Rule = ['--05-01', 'Labour Day', 'Fête du travail', 'Tag der Arbeit', 'Dag van de Arbeid'];
const ascension: Rule = [39, 'Ascension Day', 'Ascension', 'Christi Himmelfahrt', 'Hemelvaartsdag'];
const whitMonday: Rule = [50, 'Whit Monday', 'Lundi de Pentecôte', 'Pfingstmontag', 'Tweede pinksterdag'];
const assumption: Rule = ['--08-15', 'Assumption Day', 'Assomption', 'Mariä Himmelfahrt', 'Maria-Tenhemelopneming'];
const allSaints: Rule = ['--11-01', 'All Saints’ Day', 'Toussaint', 'Allerheiligen', 'Allerheiligen'];
const armistice: Rule = ['--11-11', 'Armistice Day', 'Armistice de 1918', 'Waffenstillstandstag', 'Wapenstilstand'];
const christmas: Rule = ['--12-25', 'Christmas Day', 'Noël', 'Erster Weihnachtstag', 'Eerste kerstdag'];
const secondChristmas: Rule = ['--12-26', 'Second Day of Christmas', 'Lendemain de Noël', 'Zweiter Weihnachtstag', 'Tweede kerstdag'];

const calendars: Record<string, { source: string; rules: readonly Rule[] }> = {
  LU: {
    source: 'Code du travail, Art. L. 232-2',
    rules: [
      newYear,
      easterMonday,
      labourDay,
      ['--05-09', 'Europe Day', 'Journée de l’Europe', 'Europatag', 'Dag van Europa'],
      ascension,
      whitMonday,
      ['--06-23', 'National Day', 'Fête nationale', 'Nationalfeiertag', 'Nationale feestdag'],
      assumption,
      allSaints,
      christmas,
      secondChristmas,
    ],
  },
  BE: {
    source: 'Arrêté royal du 18 avril 1974, Art. 1',
    rules: [
      newYear,
      easterMonday,
      labourDay,
      ascension,
      whitMonday,
      ['--07-21', 'National Day', 'Fête nationale', 'Nationalfeiertag', 'Nationale feestdag'],
      assumption,
      allSaints,
      armistice,
      christmas,
    ],
  },
  FR: {
    source: 'Code du travail, Art. L3133-1',
    rules: [
      newYear,
      easterMonday,
      labourDay,
      ['--05-08', 'Victory Day', 'Victoire de 1945', 'Tag des Sieges', 'Dag van de overwinning'],
      ascension,
      whitMonday,
      ['--07-14', 'National Day', 'Fête nationale', 'Nationalfeiertag', 'Nationale feestdag'],
      assumption,
      allSaints,
      armistice,
      christmas,
    ],
  },
  DE: {
    source: 'Feiertagsgesetze der Länder (gemeinsame Tage)',
    rules: [
      newYear,
      goodFriday,
      easterMonday,
      labourDay,
      ascension,
      whitMonday,
      ['--10-03', 'Day of German Unity', 'Jour de l’unité allemande', 'Tag der Deutschen Einheit', 'Dag van de Duitse eenheid'],
      christmas,
      secondChristmas,
    ],
  },
  NL: {
    source: 'Algemene termijnenwet, Art. 3',
    rules: [
      newYear,
      goodFriday,
      easterMonday,
      ['--04-27', 'King’s Day', 'Fête du Roi', 'Königstag', 'Koningsdag'],
      ['--05-05', 'Liberation Day', 'Fête de la libération', 'Befreiungstag', 'Bevrijdingsdag'],
      ascension,
      whitMonday,
      christmas,
      secondChristmas,
    ],
  },
};

/** Every country's days of 2026 and 2027. Two that fall on one date are one day off: the first named stays. */
export function demoHolidays(): SeedHoliday[] {
  const rows = Object.entries(calendars).flatMap(([calendar, { source, rules }]) =>
    easterSundays.flatMap((sunday) =>
      rules.map(([when, en, fr, de, nl]): SeedHoliday => {
        const name: Translated = { en, fr, de, nl };
        return { calendar, date: dateOf(when, Temporal.PlainDate.from(sunday)).toString(), name, source };
      }),
    ),
  );
  return [...new Map(rows.toReversed().map((row) => [`${row.calendar} ${row.date}`, row])).values()];
}

const dateOf = (when: string | number, easter: Temporal.PlainDate): Temporal.PlainDate =>
  typeof when === 'number' ? easter.add({ days: when }) : Temporal.PlainMonthDay.from(when).toPlainDate({ year: easter.year });
