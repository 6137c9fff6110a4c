// The operator's part of the main journey on a phone: no page has to be moved sideways.
import { tellOperatorStory } from './support/operator-story.ts';
import { checkFits, narrow, test } from './support/test.ts';

test('an operator notifies under two laws, answers a revision and reports to the end on a phone', async ({ visit }) => {
  test.slow();
  const title = 'Encrypted billing servers, reported on a phone';
  await tellOperatorStory({ visit, title, browser: { viewport: narrow }, look: checkFits });
});
