import { sql } from 'drizzle-orm';

const mark = '/* planned anew */';

/**
 * Written beside a value that decides which index leads, such as the sectors a person sees: the database looks at it each time,
 * where a plan made once would have to suit every value.
 */
export const plannedAnew = sql.raw(mark);

export interface NamedStatement {
  name: string;
  /** Always the same string for a name: the driver compares it with the one it prepared. */
  text: string;
}

/** So often a statement has to come before it has a name. */
const oftenEnough = 20;
/** A connection keeps a plan for each name until it is closed, so their number is bounded. */
const mostNames = 200;
/** Of the others, so many are counted; the ones not seen for longest are forgotten. */
const mostCounted = 500;

/** Knows which statements come again and again, and names them. One for all connections of a pool. */
export class RepeatedStatements {
  readonly #named = new Map<string, NamedStatement>();
  readonly #counted = new Map<string, number>();

  /** Undefined for a statement that has not come often, or when there are names enough. */
  find(text: string): NamedStatement | undefined {
    const known = this.#named.get(text);
    if (known || this.#named.size >= mostNames) return known;
    const count = (this.#counted.get(text) ?? 0) + 1;
    this.#counted.delete(text);
    if (count >= oftenEnough && !text.includes(mark)) {
      const named = { name: `s${this.#named.size + 1}`, text };
      this.#named.set(text, named);
      return named;
    }
    this.#counted.set(text, count);
    const [oldest] = this.#counted.size > mostCounted ? this.#counted.keys() : [];
    if (oldest !== undefined) this.#counted.delete(oldest);
    return undefined;
  }
}
