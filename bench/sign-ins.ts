/** 10,000 people who sign in within a minute: each is let on or told at once to come back, and those who are in go on working. */
import { eq, like, sql } from 'drizzle-orm';
import { account, session } from '../src/modules/governance/schema.ts';
import { hashPassword } from '../src/platform/auth/passwords.ts';
import { csrfTokenFor, newCsrfSecret } from '../src/platform/http/csrf.ts';
import type { Driver } from './drive.ts';
import type { People } from './pages.ts';
import { type Line, milliseconds, percentile, perSecond } from './results.ts';
import type { BenchServer } from './server.ts';
import { get, type Order, post, send, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** Each of them comes again every three seconds. */
const howMany = 500;
const [people, seconds] = [10_000, 60];
const rate = Math.ceil(people / seconds);
const password = 'a bench has no secrets';
/** Let on to the code; too busy, with a time to come back. */
const [letOn, tooBusy] = [303, 503];

export async function measureSignIns(world: World, server: BenchServer, driver: Driver, signedIn: People): Promise<Line[]> {
  const orders = await ordersOf(world);
  const before = await waiting(world);
  const watched = watchHome(server, signedIn.operator);
  const driven = await driver.drive(server, { connections: 400, seconds, rate, orders }, { expected: [letOn, tooBusy] });
  const home = await watched();
  const { statuses, wrong, p50, p99 } = driven;
  const [accepted, refused] = [statuses[letOn] ?? 0, statuses[tooBusy] ?? 0];
  const asked = accepted + refused;
  // A busy machine, or a slow server, may keep the load generator from sending them all.
  const isAll = asked >= people * 0.95;
  const lost = accepted - ((await waiting(world)) - before);
  const faults = [...wrong, ...(lost > 0 ? [`${lost} let on without a session`] : []), ...home.faults];
  return [
    {
      what: `${people.toLocaleString('en')} sign-ins within ${seconds} s, up to the code`,
      budget: 'each let on or refused with 503, none lost',
      figure: [
        ...(isAll ? [] : [`only ${asked.toLocaleString('en')} could be sent`]),
        `${accepted.toLocaleString('en')} let on (${perSecond(accepted / driven.seconds)}), ${refused.toLocaleString('en')} refused, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
        ...faults,
      ].join('; '),
      isMet: faults.length === 0 && accepted > 0 ? isAll || undefined : false,
      cpu: driven.cpu,
    },
    {
      what: 'home of an operator meanwhile, one at a time',
      budget: 'every one answered',
      figure: `${home.times.length.toLocaleString('en')} times, p50 ${milliseconds(percentile(home.times, 0.5))}, p99 ${milliseconds(percentile(home.times, 0.99))}`,
      isMet: home.faults.length === 0 && home.times.length > 0,
    },
  ];
}

/** One order a person, each with a password of its own account; the country's people get one. */
async function ordersOf({ database }: World): Promise<Order[]> {
  const { db } = database;
  const known = await db
    .select({ id: account.id, email: account.email })
    .from(account)
    .where(like(account.email, 'person-%@operator.example'))
    .orderBy(account.id)
    .limit(howMany);
  await db
    .update(account)
    .set({ passwordHash: await hashPassword(password) })
    .where(
      sql`${account.id} in (${sql.join(
        known.map(({ id }) => sql`${id}::uuid`),
        sql`, `,
      )})`,
    );
  return known.map(({ email }) => post(stranger(), '/sign-in', { email, password, next: '/' }));
}

/** Somebody with the sign-in page open. */
function stranger(): Visitor {
  const secret = newCsrfSecret();
  return { cookie: `__Host-vigie-csrf=${secret}`, formFields: () => ({ _csrf: csrfTokenFor(secret) }) };
}

const waiting = ({ database }: World): Promise<number> => database.db.$count(session, eq(session.stage, 'password'));

/** Opens Home over and over until it is asked for what it saw. */
function watchHome({ address }: BenchServer, visitor: Visitor) {
  let isOver = false;
  const times: number[] = [];
  const others = new Map<number, number>();
  const look = async () => {
    while (!isOver) {
      const { status, milliseconds: time } = await send(address, get(visitor, '/'));
      if (status === 200) times.push(time);
      else others.set(status, (others.get(status) ?? 0) + 1);
    }
  };
  const looking = look();
  return async () => {
    isOver = true;
    await looking;
    return { times, faults: [...others].map(([status, count]) => `home answered ${status} ${count} times`) };
  };
}
