/** Whether a trail is as it was sealed, read once from its beginning to its end. Pure: the same for the database and for an export. */
import type { AuditKeys } from './audit-keys.ts';
import { digestOfDetail, hashAt, noHash, type Seal, type TrailEvent, textOfSeal } from './chain.ts';

/** What a trail is read as, in order: the events of a seal, the seal, and at the end what is not sealed yet. */
export type TrailRecord =
  /** `event` undefined: the chain names one that is not there. `detail` undefined: it was deleted. */
  | { kind: 'event'; place: number; hash: string; event: TrailEvent | undefined; detail: unknown }
  | { kind: 'seal'; seal: Seal }
  /** `waits` false: it has no place in the chain, and no sealer will give it one. */
  | { kind: 'unsealed'; event: TrailEvent; detail: unknown; waits: boolean }
  /** What was read is no trail from here on. */
  | { kind: 'damage'; because: string };

type ChainRecord = Extract<TrailRecord, { kind: 'event' }>;

export interface TrailStart {
  /** The first place. */
  place: number;
  /** The hash before it. */
  previous: string;
  /** The number of the first seal. */
  seal: number;
}

export const wholeTrail: TrailStart = { place: 1, previous: noHash, seal: 1 };

export type Fault =
  | 'event changed'
  | 'event missing'
  | 'event inserted'
  | 'order changed'
  | 'detail changed'
  | 'seal forged'
  | 'seal missing'
  /** Only of an export. */
  | 'file damaged';

export interface BrokenPlace {
  fault: Fault;
  /** Where, in words: `place 12` with what else is known. */
  where: string;
  because: string;
}

export interface Verification {
  /** Of what a fitting seal vouches for. */
  events: number;
  firstPlace: number;
  head: { place: number; hash: string } | undefined;
  firstSeal: Seal | undefined;
  lastSeal: Seal | undefined;
  seals: number;
  /** How many seals each key made. */
  keys: ReadonlyMap<string, number>;
  deletedDetails: number;
  unsealed: { events: number; from: string; until: string } | undefined;
  /** The first place that does not fit; what comes after it was not verified. */
  broken: BrokenPlace | undefined;
  /** Whether a seal has the head that was asked for; undefined when none was. */
  hasHead: boolean | undefined;
}

/** @param head a hash that the log kept: the trail must have a seal with it, or its end was cut off. */
export async function verifyTrail(
  records: AsyncIterable<TrailRecord> | Iterable<TrailRecord>,
  keys: Pick<AuditKeys, 'verify'>,
  start: TrailStart = wholeTrail,
  head?: string,
): Promise<Verification> {
  const verifier = new TrailVerifier(keys, start, head);
  for await (const record of records) verifier.take(record);
  return verifier.end();
}

/** A place where what was read is not what the chain says, until the rest of the trail has told what happened to it. */
interface Doubt {
  place: number;
  previous: string;
  /** What stood there. */
  hash: string | undefined;
  claimed: number | undefined;
}

class TrailVerifier {
  readonly #keys: Pick<AuditKeys, 'verify'>;
  readonly #start: TrailStart;
  readonly #head: string | undefined;
  /** The place and the hash that come last so far, sealed or not. */
  #place: number;
  #hash: string;
  #events = 0;
  #deleted = 0;
  #spanFirst: number;
  #spanDeleted = 0;
  #nextSeal: number;
  #firstSeal: Seal | undefined;
  #lastSeal: Seal | undefined;
  #seals = 0;
  #hasHead = false;
  readonly #keyUses = new Map<string, number>();
  #unsealed: Verification['unsealed'];
  #broken: BrokenPlace | undefined;
  #doubt: Doubt | undefined;

  constructor(keys: Pick<AuditKeys, 'verify'>, start: TrailStart, head: string | undefined) {
    this.#keys = keys;
    this.#start = start;
    this.#head = head;
    this.#place = start.place - 1;
    this.#hash = start.previous;
    this.#spanFirst = start.place;
    this.#nextSeal = start.seal;
  }

  take(record: TrailRecord): void {
    if (!this.#broken) this.#broken = this.#check(record);
    else if (record.kind === 'event') this.#settle(record);
  }

  #check(record: TrailRecord): BrokenPlace | undefined {
    if (record.kind === 'damage') return { fault: 'file damaged', where: `after place ${this.#place}`, because: record.because };
    if (record.kind === 'unsealed') return this.#checkUnsealed(record);
    if (this.#unsealed) return { fault: 'order changed', where: `after place ${this.#place}`, because: 'what is not sealed comes last' };
    return record.kind === 'event' ? this.#checkEvent(record) : this.#checkSeal(record.seal);
  }

  #checkEvent(record: ChainRecord): BrokenPlace | undefined {
    const { place, hash, event } = record;
    const expected = this.#place + 1;
    if (place > expected) return this.#doubtAt(record, 'event missing', 'its place is empty');
    if (place < expected) return { fault: 'event inserted', where: `place ${expected}`, because: `place ${place} comes a second time` };
    if (!event) return this.#doubtAt(record, 'event missing', 'the chain has its hash, and the event is gone');
    if (hashAt(place, this.#hash, event) !== hash) return this.#doubtAt(record, 'event changed', 'it does not fit its hash');
    this.#place = place;
    this.#hash = hash;
    if (record.detail === undefined) this.#spanDeleted += 1;
    else if (digestOfDetail(record.detail) !== event.detailSha256)
      return { fault: 'detail changed', where: wordsOf(place, event), because: detailDiffers };
    return undefined;
  }

  #checkSeal(seal: Seal): BrokenPlace | undefined {
    const broken = this.#faultOfSeal(seal) ?? this.#faultOfSpan(seal);
    if (broken) return broken;
    this.#events += seal.last - seal.first + 1;
    this.#deleted += this.#spanDeleted;
    this.#spanDeleted = 0;
    this.#spanFirst = seal.last + 1;
    this.#nextSeal = seal.number + 1;
    this.#firstSeal ??= seal;
    this.#lastSeal = seal;
    this.#seals += 1;
    this.#keyUses.set(seal.keyId, (this.#keyUses.get(seal.keyId) ?? 0) + 1);
    this.#hasHead ||= seal.head === this.#head;
    return undefined;
  }

  /** By itself, and among the other seals. */
  #faultOfSeal(seal: Seal): BrokenPlace | undefined {
    const { number, keyId } = seal;
    const where = `seal ${number}`;
    const answer = this.#keys.verify(keyId, textOfSeal(seal), seal.signature);
    if (answer === 'unknown key') return { fault: 'seal forged', where, because: `its key ${keyId} is not among the given ones` };
    if (answer === 'differs') return { fault: 'seal forged', where, because: `its signature is not one of the key ${keyId}` };
    if (number > this.#nextSeal) return { fault: 'seal missing', where: `seal ${this.#nextSeal}`, because: `seal ${number} follows` };
    if (number < this.#nextSeal) return { fault: 'order changed', where, because: 'it comes a second time, or too late' };
    return undefined;
  }

  /** The chain since the seal before, against what this one vouches for. */
  #faultOfSpan({ number, first, last, head }: Seal): BrokenPlace | undefined {
    const place = this.#place;
    if (first !== this.#spanFirst)
      return {
        fault: 'event missing',
        where: `place ${first}`,
        because: `seal ${number} begins there, and the events at ${this.#spanFirst}`,
      };
    if (last > place) {
      this.#doubt = { place: place + 1, previous: this.#hash, hash: undefined, claimed: undefined };
      return { fault: 'event missing', where: `place ${place + 1}`, because: `seal ${number} vouches for the places up to ${last}` };
    }
    if (last < place)
      return { fault: 'order changed', where: `seal ${number}`, because: `it ends at place ${last}, and comes after place ${place}` };
    if (head !== this.#hash)
      return {
        fault: 'event changed',
        where: `places ${first} to ${last}`,
        because: `seal ${number} does not fit: the hashes were made anew after it`,
      };
    return undefined;
  }

  #checkUnsealed({ event, detail, waits }: Extract<TrailRecord, { kind: 'unsealed' }>): BrokenPlace | undefined {
    const where = wordsOf(undefined, event);
    if (this.#spanFirst <= this.#place) return this.#lastSealMissing();
    if (!waits) return { fault: 'event inserted', where, because: 'it has no place in the chain, and does not wait for one' };
    if (detail !== undefined && digestOfDetail(detail) !== event.detailSha256)
      return { fault: 'detail changed', where, because: detailDiffers };
    const { events, from, until } = this.#unsealed ?? { events: 0, from: event.at, until: event.at };
    const [earliest = from, , latest = until] = [from, event.at, until].sort();
    this.#unsealed = { events: events + 1, from: earliest, until: latest };
    return undefined;
  }

  #lastSealMissing(): BrokenPlace {
    const where = `places ${this.#spanFirst} to ${this.#place}`;
    return { fault: 'seal missing', where, because: 'they are in the chain, and no seal vouches for them' };
  }

  #doubtAt({ hash, place: claimed, event }: ChainRecord, fault: Fault, because: string): BrokenPlace {
    const place = this.#place + 1;
    this.#doubt = { place, previous: this.#hash, hash, claimed };
    return { fault, where: wordsOf(place, claimed === place ? event : undefined), because };
  }

  /** The event that belongs to the broken place stands further on: then it is not missing and not changed, but moved. */
  #settle({ place, hash, event }: ChainRecord): void {
    const doubt = this.#doubt;
    if (!doubt || !event || !this.#broken) return;
    const rightful = hashAt(doubt.place, doubt.previous, event);
    if (rightful !== hash && rightful !== doubt.hash) return;
    this.#doubt = undefined;
    const isInserted = doubt.claimed === doubt.place && place === doubt.place;
    this.#broken = {
      fault: isInserted ? 'event inserted' : 'order changed',
      where: `place ${doubt.place}`,
      because: `the event that belongs there${isInserted ? ' comes after another one' : ' stands further on'}: ${event.id}`,
    };
  }

  end(): Verification {
    if (!this.#broken && this.#spanFirst <= this.#place) this.#broken = this.#lastSealMissing();
    const last = this.#lastSeal;
    return {
      events: this.#events,
      firstPlace: this.#start.place,
      head: last && { place: last.last, hash: last.head },
      firstSeal: this.#firstSeal,
      lastSeal: last,
      seals: this.#seals,
      keys: this.#keyUses,
      deletedDetails: this.#deleted,
      unsealed: this.#unsealed,
      broken: this.#broken,
      hasHead: this.#head === undefined ? undefined : this.#hasHead,
    };
  }
}

const detailDiffers = 'its detail is not the one that was written with it';

const wordsOf = (place: number | undefined, event: TrailEvent | undefined): string =>
  [place === undefined ? 'no place' : `place ${place}`, event && `event ${event.id} of ${event.at}`].filter(Boolean).join(', ');
