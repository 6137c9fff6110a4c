import { PGlite, type PGliteOptions, parse, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';
import { type NamedStatement, RepeatedStatements } from './repeated-statements.ts';

const write = protocol.serialize;

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

/** What the database says of a statement once, instead of each time it runs. */
interface Prepared {
  parameterTypes: readonly number[];
  /** Names and types of its columns, in front of the rows that come without them. */
  columns: readonly Message[];
}

/** A plan suits the tables as they were. Nothing gathers statistics here, so plans are made anew after so many statements. */
const mostUsesOfPlans = 5_000;

/**
 * PGlite that plans what comes often once (docs/decisions/0013-what-comes-often-is-planned-once.md): its own `query` goes to the
 * database six times for each statement, and has it parsed and planned anew, which takes ten times as long as running it.
 */
export class PlanningPglite extends PGlite {
  readonly #statements = new RepeatedStatements();
  readonly #prepared = new Map<string, Prepared>();
  #usesOfPlans = 0;

  static async open(options: PGliteOptions): Promise<PlanningPglite> {
    const client = new PlanningPglite(options);
    await client.waitReady;
    return client;
  }

  override async query<Row>(text: string, values: unknown[] = [], options?: QueryOptions): Promise<Results<Row>> {
    const statement = this.#statements.find(text);
    if (!statement) return super.query<Row>(text, values, options);
    await this._checkReady();
    return this._runExclusiveTransaction(() => this.#run<Row>(statement, values, options));
  }

  override transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return super.transaction((tx) =>
      work({
        ...tx,
        get closed() {
          return tx.closed;
        },
        query: <Row>(text: string, values: unknown[] = [], options?: QueryOptions) => {
          const statement = tx.closed ? undefined : this.#statements.find(text);
          return statement ? this.#run<Row>(statement, values, options) : tx.query<Row>(text, values, options);
        },
      }),
    );
  }

  #run<Row>(statement: NamedStatement, values: unknown[], options: QueryOptions | undefined): Promise<Results<Row>> {
    return this._runExclusiveQuery(async () => {
      this.#usesOfPlans += 1;
      if (this.#usesOfPlans % mostUsesOfPlans === 0) await this.#send(write.query('discard plans'));
      const prepared = await this.#prepare(statement);
      const messages = await this.#send(
        write.bind({ statement: statement.name, values: values.map((value, at) => this.#asText(value, prepared.parameterTypes[at])) }),
        write.execute({}),
        write.sync(),
      );
      const [results] = parse.parseResults([...prepared.columns, ...messages], this.parsers, options);
      return results as Results<Row>;
    });
  }

  async #prepare({ name, text }: NamedStatement): Promise<Prepared> {
    const known = this.#prepared.get(name);
    if (known) return known;
    const messages = await this.#send(write.parse({ name, text }), write.describe({ type: 'S', name }), write.sync());
    const prepared = {
      parameterTypes: parse.parseDescribeStatementResults(messages),
      columns: messages.filter((message) => message.name === 'rowDescription'),
    };
    this.#prepared.set(name, prepared);
    return prepared;
  }

  /** The files of the folder are written by the database itself: there is nothing to copy after a statement. */
  #send(...messages: Uint8Array[]): Promise<Message[]> {
    return this.execProtocolStream(Buffer.concat(messages), { syncToFs: false });
  }

  #asText(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serialize = type === undefined ? undefined : this.serializers[type];
    return serialize ? serialize(value) : String(value);
  }
}
