import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Couple, matchProcedures, type OfferedProcedure } from './match-procedures.ts';

const offer = (procedureId: string, regulationId: string, regulatorId: string, sectors: string[] = []): OfferedProcedure => ({
  procedureId,
  versionId: `${procedureId}-1`,
  regulationId,
  regulatorId,
  sectors,
});
const ids = (found: { procedure: OfferedProcedure }[]) => found.map(({ procedure }) => procedure.procedureId);

const couples = fc.record({ regulationId: fc.constantFrom('nis2', 'gdpr', 'dora'), regulatorId: fc.constantFrom('nca', 'dpa') });
const slugs = fc.uniqueArray(fc.constantFrom('energy', 'banking', 'health', 'space'));
const offers = fc
  .array(fc.tuple(couples, slugs), { maxLength: 8 })
  .map((rows) => rows.map(([{ regulationId, regulatorId }, sectors], at) => offer(`p${at}`, regulationId, regulatorId, sectors)));

describe('matchProcedures', () => {
  it('takes the procedures whose sectors meet the chosen ones, each with its own', () => {
    const offered = [offer('energy', 'nis2', 'nca', ['energy', 'health']), offer('banks', 'nis2', 'nca', ['banking'])];
    const { matched, unmatched } = matchProcedures(offered, [{ regulationId: 'nis2', regulatorId: 'nca' }], ['health', 'space']);
    expect(matched).toEqual([{ procedure: offered[0], sectors: ['health'] }]);
    expect(unmatched).toEqual([]);
  });

  // incidents.md check 4
  it('keeps a couple without sectors beside one that has some', () => {
    const offered = [offer('energy', 'nis2', 'nca', ['energy']), offer('breach', 'gdpr', 'dpa')];
    const chosen = [
      { regulationId: 'nis2', regulatorId: 'nca' },
      { regulationId: 'gdpr', regulatorId: 'dpa' },
    ];
    expect(ids(matchProcedures(offered, chosen, ['energy']).matched)).toEqual(['energy', 'breach']);
  });

  it('falls back to the general procedure of the same couple, and only of that', () => {
    const offered = [offer('energy', 'nis2', 'nca', ['energy']), offer('any', 'nis2', 'nca'), offer('other', 'nis2', 'dpa')];
    const couple = { regulationId: 'nis2', regulatorId: 'nca' };
    expect(ids(matchProcedures(offered, [couple], ['space']).matched)).toEqual(['any']);
    expect(ids(matchProcedures(offered, [couple], ['energy']).matched)).toEqual(['energy']);
  });

  it('names the couples for which there is nothing', () => {
    const couple: Couple = { regulationId: 'nis2', regulatorId: 'nca' };
    expect(matchProcedures([offer('energy', 'nis2', 'nca', ['energy'])], [couple], ['space'])).toEqual({
      matched: [],
      unmatched: [couple],
    });
    expect(matchProcedures([], [couple], []).unmatched).toEqual([couple]);
  });

  it('holds for every world: nothing foreign, nothing twice, every couple either matched or named', () => {
    fc.assert(
      fc.property(offers, fc.uniqueArray(couples, { selector: (one) => JSON.stringify(one) }), slugs, (offered, chosen, sectors) => {
        const { matched, unmatched } = matchProcedures(offered, chosen, sectors);
        const isOf = (couple: Couple) => (procedure: OfferedProcedure) =>
          procedure.regulationId === couple.regulationId && procedure.regulatorId === couple.regulatorId;
        expect(new Set(ids(matched)).size).toBe(matched.length);
        for (const match of matched) {
          expect(chosen.some((couple) => isOf(couple)(match.procedure))).toBe(true);
          for (const slug of match.sectors) {
            expect(sectors).toContain(slug);
            expect(match.procedure.sectors).toContain(slug);
          }
          // A procedure that tells sectors apart never comes without one of them.
          expect(match.sectors.length > 0).toBe(match.procedure.sectors.length > 0);
        }
        for (const couple of chosen) {
          const isMatched = matched.some(({ procedure }) => isOf(couple)(procedure));
          expect(unmatched.includes(couple)).toBe(!isMatched);
          // The choice of one couple never depends on another.
          expect(ids(matchProcedures(offered, [couple], sectors).matched)).toEqual(
            ids(matched.filter(({ procedure }) => isOf(couple)(procedure))),
          );
        }
      }),
    );
  });
});
