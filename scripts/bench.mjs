// `npm run bench`: fills a fresh PostgreSQL, measures the budgets and writes them to bench/RESULTS.md. Uses the PostgreSQL that is
// installed here, or BENCH_DATABASE_URL, an empty database that it may fill and spoil. `-- pages submit` measures only those parts
// and prints them; `-- --again` goes on with a database it has filled before.
import { parts, runBench } from '../bench/bench.ts';
import { startPostgres } from '../bench/postgres.ts';

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
const own = given ? undefined : await startPostgres();
const databaseUrl = given ?? own?.url;
if (!databaseUrl) refuse('PostgreSQL is not installed here. Give the address of an empty database in BENCH_DATABASE_URL.');
const command = ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
await runBench({ databaseUrl, wanted: wanted.length > 0 ? wanted : parts, writes: wanted.length === 0, isAgain, command });
own?.stop();
