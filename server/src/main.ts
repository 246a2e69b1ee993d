import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// A command is over in half a second: a third of that is compiling, unless what was compiled before is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'parley'));

// A reader that goes early, as `| head` does, has read enough: the command ends as it would have.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { runCommand } = await import('./cli/run-command.ts');

process.exitCode = await runCommand(process.argv.slice(2), process.env);
