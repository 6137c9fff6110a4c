// The operator's part of the main journey in a browser that runs no script.
import { tellOperatorStory } from './support/operator-story.ts';
import { test } from './support/test.ts';

test('an operator notifies under two laws, answers a revision and reports to the end without script', async ({ visit }) => {
  test.slow();
  const title = 'Encrypted billing servers, reported without script';
  await tellOperatorStory({ visit, title, browser: { javaScriptEnabled: false } });
});
