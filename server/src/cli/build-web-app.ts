import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', '..', 'web', 'scripts', 'build-if-stale.ts');

/**
 * Builds the web app when its sources changed, in a process of its own that writes to this one's standard error and leaves the
 * way to Postgres, which takes longer. Rejects when the build fails.
 */
export function buildWebApp(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The web app could not be built; what is wrong stands above. Parley did not start.'));
    });
  });
}
