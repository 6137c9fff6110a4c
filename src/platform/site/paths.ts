import { z } from 'zod';
import { definePath } from '../http/path.ts';

/** Pages about the site itself; they belong to no module. */
export const sitePaths = {
  siteMap: definePath('/sitemap'),
  /** Its topics are anchors. */
  help: definePath('/help/topics', { query: z.object({ q: z.string().trim().max(200).optional().catch(undefined) }) }),
  display: definePath('/display'),
};
