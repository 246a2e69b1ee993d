import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFreePort } from './harness/free-port.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

function parley(environment: Record<string, string>, command: string): Promise<{ code: number; err: string }> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return new Promise((resolve) => {
    const env = { PATH, NODE_COMPILE_CACHE, ...environment };
    execFile(process.execPath, [main, command], { env }, (error, _out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, err });
    });
  });
}

test('a database that can not be reached is named without its password, and a start makes the data directory', async () => {
  const base = await mkdtemp(join(tmpdir(), 'parley-unreachable-'));
  const settings = {
    DATABASE_URL: `postgres://me:geheim@127.0.0.1:${await findFreePort()}/parley`,
    PARLEY_SECRET_KEY: 'sixteen letters or more',
    PARLEY_DATA_DIR: join(base, 'made'),
  };
  for (const command of ['start', 'doctor']) {
    const { code, err } = await parley(settings, command);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('(DATABASE_URL) can not be used') });
    expect(err).not.toContain('geheim');
  }
  expect((await stat(settings.PARLEY_DATA_DIR)).mode & 0o777).toBe(0o700);
  await rm(base, { recursive: true });
});
