import { eq } from 'drizzle-orm';
import { forgetNotifier } from '#modules/governance/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { incidentFile } from '../schema/reporting-side.ts';

/** After its draft was discarded: a notifier with nothing to its name goes, so that it does not keep its account for ever. */
export async function releaseNotifier(tx: Tx, notifierId: string): Promise<void> {
  const uses =
    (await tx.$count(incidentFile, eq(incidentFile.notifierId, notifierId))) +
    (await tx.$count(notifierFiling, eq(notifierFiling.notifierId, notifierId))) +
    (await tx.$count(fileAdoption, eq(fileAdoption.notifierId, notifierId)));
  if (uses === 0) await forgetNotifier(tx, notifierId);
}
