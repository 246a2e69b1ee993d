import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// A command is over in half a second: a third of that is compiling, unless what was compiled before is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'parley'));
const { runCommand } = await import('./cli/run-command.ts');

process.exitCode = await runCommand(process.argv.slice(2), process.env);
