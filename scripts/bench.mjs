// `npm run bench`: measures the budgets on an empty PostgreSQL database and prints them as a table. `-- --write` keeps it in
// bench/RESULTS.md. `-- --again` works on a database the bench has filled before, and `-- list submit` measures only those parts.
import { parts, runBench } from '../bench/bench.ts';

const databaseUrl = process.env.BENCH_DATABASE_URL;
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !parts.includes(word));
if (!databaseUrl) {
  console.error('Set BENCH_DATABASE_URL to an empty PostgreSQL database that the bench may fill and spoil, for example');
  console.error('  createdb vigie_bench && BENCH_DATABASE_URL=postgres://vigie@localhost:5432/vigie_bench npm run bench');
  process.exitCode = 1;
} else if (unknown.length > 0) {
  console.error(`The bench has no part called ${unknown.join(', ')}. It has: ${parts.join(', ')}.`);
  process.exitCode = 1;
} else {
  await runBench({
    databaseUrl,
    wanted: wanted.length > 0 ? wanted : parts,
    writes: words.includes('--write'),
    isAgain: words.includes('--again'),
    command: ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' '),
  });
}
