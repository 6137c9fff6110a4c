// Somebody types before the script of the page has come.
import { people } from '../src/demo/people.ts';
import { notify, startReport } from './support/operator-steps.ts';
import { expect, test } from './support/test.ts';

const typed = 'We have taken the billing server off the network.';

test('what was typed before the script came is saved when it is there', async ({ visit }) => {
  const page = await visit(people.katja.email);
  const operator = { page, hasScript: true, look: async () => undefined };
  await notify(operator, 'Typed on a slow line');
  await startReport(operator, 'Incident notification');
  const isTyped = Promise.withResolvers<void>();
  const isScript = (url: URL) => url.pathname.endsWith('.js');
  await page.route(isScript, (route) => isTyped.promise.then(() => route.continue()));
  const section = page.getByRole('link', { name: 'Response', exact: true });
  await page.goto((await section.getAttribute('href')) ?? '', { waitUntil: 'commit' });
  const answer = page.getByRole('textbox', { name: 'What have you done so far?' });
  await answer.fill(typed);
  const saving = page.waitForResponse((response) => response.request().method() === 'POST');
  isTyped.resolve();
  expect((await saving).status()).toBe(200);
  await page.unroute(isScript);
  await page.reload();
  await expect(answer).toHaveValue(typed);
});
