// `npm run bench`: fills a fresh PostgreSQL, measures the budgets and writes them to bench/RESULTS.md. Uses the PostgreSQL that is
// installed here, or BENCH_DATABASE_URL, an empty database that it may fill and spoil. Where Redis is installed, web, worker and
// scheduler are processes of their own, as in production. `-- pages submit` measures only those parts and prints them; `-- --again`
// goes on with a database it has filled before.
import { parts, runBench } from '../bench/bench.ts';
import { startPostgres } from '../bench/postgres.ts';
import { startRedis } from '../bench/redis.ts';

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !parts.includes(word));
const isAgain = words.includes('--again');
const given = process.env.BENCH_DATABASE_URL;

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (unknown.length > 0) refuse(`The bench has no part called ${unknown.join(', ')}. It has: ${parts.join(', ')}.`);
if (isAgain && !given) refuse('Say with BENCH_DATABASE_URL which database to go on with.');
// Whatever the bench has started is ended when this process exits; a signal alone would end it without that.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const own = given ? undefined : await startPostgres();
const databaseUrl = given ?? own?.url;
if (!databaseUrl) refuse('PostgreSQL is not installed here. Give the address of an empty database in BENCH_DATABASE_URL.');
const redis = await startRedis();
if (!redis) console.log('Redis is not installed here: web, worker and scheduler are measured as one process.');
const command = ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
const measured = { wanted: wanted.length > 0 ? wanted : parts, writes: wanted.length === 0, isAgain, command };
await runBench({ databaseUrl, redisUrl: redis?.url, ...measured });
await redis?.kill();
own?.stop();
