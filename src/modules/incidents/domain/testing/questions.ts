/** Questions of every type, and answers that fit them, for tests. */
import fc from 'fast-check';
import { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue, GroupRow, SimpleAnswer } from '../answer-value.ts';
import { type FormDefinition, formDefinitionSchema, type Question, type QuestionType, questionSchema } from '../definition.ts';
import { canonicalDecimal, canonicalLei, durationOfMinutes } from '../formats.ts';

export const optionKeys = ['malicious', 'human-error', 'other'];
const options = optionKeys.map((key) => ({ key, label: { en: key }, details: key === 'other' }));

/** A question of the type; choices offer `optionKeys`, a group asks for a name and a number. */
export function aQuestion(type: QuestionType, extra: Partial<Question> = {}): Question {
  const choices = type === 'single' || type === 'multi' ? { options } : {};
  const items =
    type === 'group'
      ? {
          items: [
            { key: 'item-name', type: 'text', label: { en: 'Name' } },
            { key: 'item-kind', type: 'single', label: { en: 'Kind' }, options },
            { key: 'item-cost', type: 'money', label: { en: 'Cost' } },
          ],
        }
      : {};
  return questionSchema.parse({ key: `a-${type.toLowerCase()}`, type, label: { en: type }, ...choices, ...items, ...extra });
}

/** A form with one page per list of questions. */
export const aForm = (...pages: Partial<Question>[][]): FormDefinition =>
  formDefinitionSchema.parse({
    label: { en: 'Form' },
    pages: pages.map((questions, index) => ({
      key: `page-${index + 1}`,
      label: { en: `Page ${index + 1}` },
      questions: questions.map((question) => ({ label: { en: question.key }, ...question })),
    })),
  });

const decimal = fc
  .tuple(fc.nat({ max: 10 ** 9 }), fc.nat({ max: 99 }))
  .map(([whole, cents]) => canonicalDecimal(`${whole}.${String(cents).padStart(2, '0')}`) ?? '0');
const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() === text && !/[\r\n\0]/.test(text) && text !== '');
const instant = fc
  .integer({ min: Math.floor(Date.UTC(2020, 0) / 60_000), max: Math.floor(Date.UTC(2035, 0) / 60_000) })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000).toString());
const zone = fc.constantFrom('Europe/Brussels', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const lei = fc
  .integer({ min: 0, max: 10 ** 12 })
  .map((number) => `${number}`.padStart(18, '5299AB'))
  .map((stem) => {
    const digits = Array.from({ length: 100 }, (_, check) => `${stem}${String(check).padStart(2, '0')}`);
    return digits.find((candidate) => canonicalLei(candidate) !== undefined) ?? '';
  });
const details = fc.option(line, { nil: undefined });
const withDetails = <T extends object>(answer: T, text: string | undefined) => (text === undefined ? answer : { ...answer, details: text });
const single = fc.tuple(fc.constantFrom(...optionKeys), details).map(([option, text]): SimpleAnswer => withDetails({ option }, text));
const money = fc.tuple(decimal, fc.constantFrom('EUR', 'USD', 'SEK')).map(([amount, currency]): SimpleAnswer => ({ amount, currency }));

/** Canonical, non-empty answers to `aQuestion(type)`. */
export const arbitraryAnswers: Record<QuestionType, fc.Arbitrary<AnswerValue>> = {
  text: line,
  longText: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  single,
  multi: fc.tuple(fc.subarray(optionKeys, { minLength: 1 }), details).map(([chosen, text]) => withDetails({ options: chosen }, text)),
  boolean: fc.boolean(),
  integer: fc.nat(),
  decimal,
  percentage: fc.nat({ max: 100 }).map(String),
  money,
  duration: fc.nat({ max: 100_000 }).map((minutes) => durationOfMinutes(minutes) ?? 'PT0M'),
  date: instant.map((at) => at.slice(0, 10)),
  dateTime: fc
    .tuple(instant, zone, fc.boolean())
    .map(([at, tz, guess]) => ({ at, zone: tz, ...(guess ? { estimate: true as const } : {}) })),
  countries: fc.subarray(['BE', 'DE', 'FR', 'LU', 'NL', 'US', 'XK'], { minLength: 1, maxLength: 5 }),
  regions: fc.subarray(['LU-CA', 'BE-VAN', 'BE-BRU'], { minLength: 1 }),
  email: fc.constantFrom('duty@example.org', "o'neil+x@mail.example.eu"),
  phone: fc.constantFrom('+352 26 12 34', '0470/12.34.56', '(02) 123-45-67'),
  lei,
  url: fc.constantFrom('https://example.org/a?b=c', 'http://localhost:8080/'),
  group: fc.array(
    fc
      .record({ 'item-name': line, 'item-kind': single, 'item-cost': money }, { requiredKeys: ['item-name'] })
      .map((row): GroupRow => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))),
    { minLength: 1, maxLength: 4 },
  ),
};
