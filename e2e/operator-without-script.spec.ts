// The operator's part of the main journey in a browser that runs no script.
import { people } from '../src/demo/people.ts';
import { notifyBreach, reportToTheEnd, revise, warnEarly } from './support/operator-steps.ts';
import { askForRevision, findIncident, openReview } from './support/regulator-steps.ts';
import { test } from './support/test.ts';

test('an operator notifies under two laws, answers a revision and reports to the end without script', async ({ visit }) => {
  test.slow();
  const title = 'Encrypted billing servers, reported without script';
  const remark = 'When were the servers isolated?';
  const page = await visit(people.elin.email, { javaScriptEnabled: false });
  const operator = { page, hasScript: false, look: async () => undefined };
  await warnEarly(operator, title);
  const tomas = await visit(people.tomas.email);
  await findIncident(tomas, title);
  await openReview(tomas, 'Early warning');
  await askForRevision(tomas, 'What have you done so far?', remark);
  await revise(operator, { title, remark });
  await reportToTheEnd(operator, title);
  await notifyBreach(operator, title);
});
