// `npm start`: builds when a source changed, then runs everything in one server. The server itself says what is wrong (a port that
// is taken, a folder that cannot be written, data in use by another process); its exit code is ours.
import { vigie } from './vigie.mjs';

await vigie(['start', ...process.argv.slice(2)]);
