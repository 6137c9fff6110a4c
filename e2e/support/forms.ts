/** Fills in fields the way a person names them: by the words of the question. */
import type { Locator, Page } from '@playwright/test';

/** A date, a moment or a span: what is typed, by the label of each part. */
export type Parts = Readonly<Record<string, string>>;
/** A text, one option of several, any number of options, or something typed in parts. */
export type Answer = string | { option: string } | { options: readonly string[] } | { parts: Parts };
/** Answers by the words of their question, in the order of the page. */
export type Answers = Readonly<Record<string, Answer>>;

/** The question as it stands on the page, whatever kind of field it has; "(optional)" may follow its words. */
export function questionOn(page: Page, question: string, answer: Answer): Locator {
  if (typeof answer === 'string') return page.getByRole('textbox', { name: question });
  return page.getByRole('option' in answer ? 'radiogroup' : 'group', { name: question });
}

export async function fillIn(field: Locator, answer: Answer): Promise<void> {
  if (typeof answer === 'string') return field.fill(answer);
  if ('option' in answer) return field.getByRole('radio', { name: answer.option, exact: true }).check();
  if ('options' in answer) {
    for (const option of answer.options) await field.getByRole('checkbox', { name: option, exact: true }).check();
    return;
  }
  for (const [label, text] of Object.entries(answer.parts)) await field.getByLabel(label, { exact: true }).fill(text);
}

/** "Start: Early warning". The second part may stand there for those who hear the page only, set off by a space. */
export const actOn = (page: Page, act: string, report: string): Locator =>
  page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${act} ?: ${report}`) })
    .first();
