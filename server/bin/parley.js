#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npx may run under an older Node than Parley needs: the one that came with the packages is used where there is one.
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'main.ts');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 19);
const node = runsTypeScript ? process.execPath : findBundledNode();
if (node === undefined) {
  process.stderr.write('Parley needs Node 22.19 or newer.\n');
  process.exit(1);
}
const child = spawn(node, ['--max-semi-space-size=32', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // So that even the first file comes compiled: without it Node loads its compiler for that one, a quarter of a short run.
  env: { NODE_COMPILE_CACHE: join(here, '..', '..', 'node_modules', '.cache', 'parley'), ...process.env },
});
// Whoever stops this process means the one below, which would otherwise go on without it.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function findBundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
