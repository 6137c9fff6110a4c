/** Which procedures a notification leads to (incidents.md 3.1). */

export interface OfferedProcedure {
  procedureId: string;
  versionId: string;
  regulationId: string;
  regulatorId: string;
  /** Slugs; empty: whatever the sectors. */
  sectors: readonly string[];
}

export interface Couple {
  regulationId: string;
  regulatorId: string;
}

export interface Matching<Procedure extends OfferedProcedure> {
  matched: { procedure: Procedure; sectors: string[] }[];
  /** Couples without a procedure for this combination: the person changes the selection, or confirms that they are skipped. */
  unmatched: Couple[];
}

/**
 * Per chosen couple, the procedures whose sectors meet the chosen ones; if none, those without sectors. Each gets the chosen
 * sectors that are its own.
 */
export function matchProcedures<Procedure extends OfferedProcedure>(
  offered: readonly Procedure[],
  couples: readonly Couple[],
  chosenSectors: readonly string[],
): Matching<Procedure> {
  const matching: Matching<Procedure> = { matched: [], unmatched: [] };
  for (const couple of couples) {
    const own = offered.filter(
      ({ regulationId, regulatorId }) => regulationId === couple.regulationId && regulatorId === couple.regulatorId,
    );
    const meeting = own.flatMap((procedure) => {
      const sectors = chosenSectors.filter((slug) => procedure.sectors.includes(slug));
      return sectors.length > 0 ? [{ procedure, sectors }] : [];
    });
    const general = own.filter(({ sectors }) => sectors.length === 0).map((procedure) => ({ procedure, sectors: [] }));
    const found = meeting.length > 0 ? meeting : general;
    matching.matched.push(...found);
    if (found.length === 0) matching.unmatched.push(couple);
  }
  return matching;
}
