import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';
import { patienceMs } from './test/harness/patience.ts';

// Vitest reads its configuration from a default export.
// biome-ignore lint/style/noDefaultExport: required by the tool
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    reporters: ['default', './test/harness/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: patienceMs, interval: 20 } },
    pool: 'forks',
    // One more than the cores of a small machine: a file often waits for Postgres, a browser or another process.
    maxWorkers: 3,
    // Files of a worker share the modules they import: no module of ours keeps state, and a third of the time is saved.
    isolate: false,
    // Modules are loaded by Node itself, as in production, and not rewritten first.
    experimental: { viteModuleRunner: false },
    sequence: { sequencer: LongestFirst },
  },
});
