/** Where the program begins. Stacks name our own source files; the maps of all packages together would be a third of the memory. */
import { setSourceMapsSupport } from 'node:module';

// Before the program itself is loaded: what was loaded earlier keeps the names of the bundle.
setSourceMapsSupport(true, { nodeModules: false });
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv.slice(2));
