import { defineRoute, page, publicAccess, type Route } from '#platform/http/route.ts';
import { demoPaths } from '../paths.ts';
import { accessPage } from './access.view.tsx';

/** The page in front of a demo that others can reach; `requireAccessWord` takes what is typed here. */
export const accessRoute: Route = defineRoute({
  method: 'GET',
  path: demoPaths.access,
  access: publicAccess('asks for the word that the demo printed at its start'),
  handle: (_ctx, { query }) => page(accessPage({ next: query.next, wrong: query.wrong === '1' })),
});
