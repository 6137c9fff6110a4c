// The operator's part of the main journey on a phone: no page has to be moved sideways.
import { people } from '../src/demo/people.ts';
import { notifyBreach, reportToTheEnd, revise, warnEarly } from './support/operator-steps.ts';
import { askForRevision, findIncident, openReview } from './support/regulator-steps.ts';
import { checkFits, narrow, test } from './support/test.ts';

test('an operator notifies under two laws, answers a revision and reports to the end on a phone', async ({ visit }) => {
  test.slow();
  const title = 'Encrypted billing servers, reported on a phone';
  const remark = 'When were the servers isolated?';
  const page = await visit(people.elin.email, { viewport: narrow });
  const operator = { page, hasScript: true, look: () => checkFits(page) };
  await warnEarly(operator, title);
  const tomas = await visit(people.tomas.email);
  await findIncident(tomas, title);
  await openReview(tomas, 'Early warning');
  await askForRevision(tomas, 'What have you done so far?', remark);
  await revise(operator, { title, remark });
  await reportToTheEnd(operator, title);
  await notifyBreach(operator, title);
});
