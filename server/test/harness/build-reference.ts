import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', '..', 'web', 'scripts', 'reference-if-stale.ts');

/** Makes the reference of the API as the build of the web app does, which takes a second where the contract changed. */
export function buildReference(): void {
  execFileSync(process.execPath, [script], { stdio: 'pipe' });
}
