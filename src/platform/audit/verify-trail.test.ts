import { describe, expect, it } from 'vitest';
import { createAuditKeys } from './audit-keys.ts';
import { hashAt, type Seal, textOfSeal } from './chain.ts';
import { ringOf, sampleTrail } from './testing/sample-trail.ts';
import { type Fault, type TrailRecord, type Verification, verifyTrail, wholeTrail } from './verify-trail.ts';

const keys = createAuditKeys(ringOf(1));
const verify = (records: TrailRecord[], head?: string): Promise<Verification> => verifyTrail(records, keys, wholeTrail, head);
/** Three seals of four, two and five events, and two events that wait. */
const trail = (): TrailRecord[] => sampleTrail({ spans: [4, 2, 5], waiting: 2 });
const at = (records: TrailRecord[], place: number): number => records.findIndex((one) => one.kind === 'event' && one.place === place);
const eventAt = (records: TrailRecord[], place: number) => {
  const record = records[at(records, place)];
  if (record?.kind !== 'event' || !record.event) throw new Error(`no event at ${place}`);
  return { ...record, event: record.event };
};
const sealAt = (records: TrailRecord[], number: number): Seal => {
  const record = records.find((one) => one.kind === 'seal' && one.seal.number === number);
  if (record?.kind !== 'seal') throw new Error(`no seal ${number}`);
  return record.seal;
};

// decisions.md D13
describe('a trail as it was sealed', () => {
  it('is whole, and says what is proven, what was deleted and what is not sealed yet', async () => {
    const records = trail();
    const verification = await verify(records);
    expect(verification).toMatchObject({
      events: 11,
      seals: 3,
      firstPlace: 1,
      head: { place: 11, hash: eventAt(records, 11).hash },
      deletedDetails: 3,
      unsealed: { events: 2, from: '2026-03-05T09:00:12.000Z', until: '2026-03-05T09:00:13.000Z' },
      broken: undefined,
      hasHead: undefined,
    });
    expect([...verification.keys]).toEqual([['k1', 3]]);
  });

  it('has the heads that the log kept, unless its end was cut off', async () => {
    const records = trail();
    const heads = [sealAt(records, 1).head, sealAt(records, 3).head];
    expect((await verify(records, heads[0])).hasHead).toBe(true);
    const cut = records.slice(0, at(records, 7));
    expect(await verify(cut, heads[1])).toMatchObject({ broken: undefined, hasHead: false, events: 6 });
    expect((await verify(cut, heads[0])).hasHead).toBe(true);
  });

  it('may have seals of older keys, as long as their public halves are known', async () => {
    const records = sampleTrail({ spans: [2], waiting: 0 }, createAuditKeys(ringOf(1)));
    const [oldKey = ''] = createAuditKeys(ringOf(1)).publicRing();
    expect((await verifyTrail(records, createAuditKeys(`${ringOf(2)},${oldKey}`))).broken).toBeUndefined();
    expect((await verifyTrail(records, createAuditKeys(ringOf(2)))).broken).toMatchObject({ fault: 'seal forged', where: 'seal 1' });
  });

  it('may be empty', async () => {
    expect(await verify([])).toMatchObject({ events: 0, seals: 0, head: undefined, broken: undefined });
  });
});

type Harm = (records: TrailRecord[]) => TrailRecord[];
const without: (place: number) => Harm = (place) => (records) => records.toSpliced(at(records, place), 1);
const moved: (from: number, to: number) => Harm = (from, to) => (records) => {
  const [record] = records.splice(at(records, from), 1);
  return record ? records.toSpliced(to, 0, record) : records;
};
const changed: (place: number, change: Partial<Extract<TrailRecord, { kind: 'event' }>>) => Harm = (place, change) => (records) =>
  records.with(at(records, place), { ...eventAt(records, place), ...change });
/** In the order in which tables are read: each seal behind the last place it names. */
const asStored: Harm = (records) => {
  const seals = records.flatMap((one) => (one.kind === 'seal' ? [one] : []));
  const rest = records.filter(({ kind }) => kind !== 'seal');
  return rest.flatMap((one) => [one, ...seals.filter(({ seal }) => one.kind === 'event' && one.place === seal.last)]);
};
/** By somebody who can write every row and has no key: makes the hashes anew from a place on. */
const rehashed: (from: number, harm: Harm) => Harm = (from, harm) => (records) => {
  let hash = eventAt(records, from - 1).hash;
  let place = from - 1;
  return harm(records).map((record) => {
    if (record.kind !== 'event' || !record.event || record.place < from) return record;
    place += 1;
    hash = hashAt(place, hash, record.event);
    return { ...record, place, hash };
  });
};
const resealed: (number: number, change: Partial<Seal>, ring?: string) => Harm = (number, change, ring) => (records) => {
  const { signature, ...span } = { ...sealAt(records, number), ...change };
  const signed = ring ? createAuditKeys(ring).signer?.sign(textOfSeal(span)) : undefined;
  return records.map((one) =>
    one.kind === 'seal' && one.seal.number === number ? { kind: 'seal', seal: { ...span, signature: signed ?? signature } } : one,
  );
};

describe('the first place of a trail that does not fit is named', () => {
  const otherAction =
    (place: number): Harm =>
    (records) =>
      changed(place, { event: { ...eventAt(records, place).event, action: 'test.other' } })(records);

  it.each<[string, Harm, Fault, string]>([
    ['an event with another action', otherAction(6), 'event changed', 'place 6, event'],
    ['a hash that is another', changed(6, { hash: 'f'.repeat(64) }), 'event changed', 'place 6, event'],
    ['an event changed, and all hashes after it made anew', rehashed(6, otherAction(6)), 'event changed', 'places 5 to 6'],
    ['an event that is gone', without(6), 'event missing', 'place 6'],
    ['the last event of a seal that is gone', without(4), 'event missing', 'place 4'],
    ['an event of which the chain alone knows', changed(6, { event: undefined }), 'event missing', 'place 6'],
    ['an event taken out, and the chain closed over it', (all) => asStored(rehashed(6, without(6))(all)), 'event changed', 'places 5 to 6'],
    ['an event twice', (all) => all.toSpliced(at(all, 6), 0, eventAt(all, 5)), 'event inserted', 'place 6'],
    [
      'another event before the real one',
      (all) => all.toSpliced(at(all, 6), 0, { ...eventAt(all, 7), place: 6 }),
      'event inserted',
      'place 6',
    ],
    ['two events in each other’s places', moved(2, 2), 'order changed', 'place 2'],
    ['an event moved far', moved(8, 2), 'order changed', 'place 3'],
    [
      'two places that name each other’s events',
      (all) => changed(2, { event: eventAt(all, 3).event })(changed(3, { event: eventAt(all, 2).event })(all)),
      'order changed',
      'place 2',
    ],
    ['a detail that is another', changed(7, { detail: { name: 'Somebody else' } }), 'detail changed', 'place 7, event'],
    ['a seal with another time', resealed(2, { sealedAt: '2026-03-05T09:30:00.000Z' }), 'seal forged', 'seal 2'],
    ['a seal signed with another key of the same name', resealed(2, { head: 'a'.repeat(64) }, ringOf(9, 'k1')), 'seal forged', 'seal 2'],
    ['a seal of a key that nobody knows', resealed(2, { keyId: 'mine' }, ringOf(9, 'mine')), 'seal forged', 'seal 2'],
    ['a seal that is gone', (all) => all.filter((one) => one.kind !== 'seal' || one.seal.number !== 2), 'seal missing', 'seal 2'],
    [
      'the last seal that is gone',
      (all) => all.filter((one) => one.kind !== 'seal' || one.seal.number !== 3),
      'seal missing',
      'places 7 to 11',
    ],
    ['a seal twice', (all) => all.toSpliced(at(all, 7), 0, { kind: 'seal', seal: sealAt(all, 2) }), 'order changed', 'seal 2'],
    [
      'an event without a place that does not wait',
      (all) => all.map((one) => (one.kind === 'unsealed' ? { ...one, waits: false } : one)),
      'event inserted',
      'no place',
    ],
  ])('%s', async (_name, harm, fault, where) => {
    const { broken } = await verify(harm(trail()));
    expect(broken).toMatchObject({ fault });
    expect(broken?.where).toContain(where);
  });

  it('and what stands before it is proven', async () => {
    expect(await verify(otherAction(8)(trail()))).toMatchObject({ events: 6, seals: 2, head: { place: 6 } });
  });
});
