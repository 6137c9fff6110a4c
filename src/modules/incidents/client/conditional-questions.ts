/** Shows the questions that the answers of the moment ask for, by the same rules as the server (interface.md 7.5). */
import type { AnswerValue } from '../domain/answer-value.ts';
import type { FormDefinition } from '../domain/definition.ts';
import { questionsOf, visibleQuestions } from '../domain/questionnaire.ts';
import { readAnswer } from './read-answers.ts';

/** @param announce says that something has appeared, for those who do not see it */
export function followConditions(root: HTMLElement, form: HTMLFormElement, announce: () => void): void {
  if (!root.dataset.form) return;
  const definition: FormDefinition = JSON.parse(root.dataset.form);
  const others: [string, AnswerValue][] = JSON.parse(root.dataset.answers ?? '[]');
  const late = root.dataset.late === 'yes';
  const parts = new Map([...form.querySelectorAll<HTMLElement>('[data-question]')].map((part) => [part.dataset.question ?? '', part]));
  const own = questionsOf(definition).filter(({ key }) => parts.has(key));
  const update = () => {
    const data = new FormData(form);
    const answers = new Map(others);
    for (const question of own) {
      const value = readAnswer(question, data);
      if (value !== undefined) answers.set(question.key, value);
    }
    const visible = new Set(visibleQuestions(definition, answers, { late }).map(({ key }) => key));
    let appeared = false;
    for (const [key, part] of parts) {
      appeared ||= part.hidden && visible.has(key);
      // What was typed stays in the form while it is hidden.
      part.hidden = !visible.has(key);
    }
    if (appeared) announce();
  };
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  update();
}
