/** Where the program begins. Stacks name our own source files; of packages the build keeps no maps. */
import { setSourceMapsSupport } from 'node:module';

// Before the program itself is loaded: what was loaded earlier keeps the names of the bundle.
setSourceMapsSupport(true, { nodeModules: false });
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv.slice(2));
