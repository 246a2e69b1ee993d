import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runChannel } from '../src/cli/channel-command.ts';
import { requireSecretKey } from '../src/cli/open-database.ts';
import { runCommand } from '../src/cli/run-command.ts';
import { readConfig } from '../src/config.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { findCredentials, listMetaApps } from '../src/modules/channels/index.ts';
import { type CommandLab, startCommandLab } from './command-lab.ts';

// Nothing answers there: whoever asks the database fails.
const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/parley', PARLEY_SECRET_KEY: 'a secret key for the tests only' };

async function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const catchText = (name: 'out' | 'err') => (text: unknown) => {
    texts[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catchText('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catchText('err')),
  ];
  try {
    return { code: await runCommand(args, nowhere), ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('--help', () => {
  test.each([
    ['start'],
    ['migrate'],
    ['tenant'],
    ['tenant', 'add'],
    ['operator'],
    ['plan'],
    ['prices'],
    ['prices', 'import'],
    ['tag'],
    ['token', 'add'],
    ['audit'],
    ['channel'],
    ['channel', 'set-token', '--tenant', '404242'],
    ['doctor'],
    ['simulate'],
    ['bench'],
    ['export'],
    ['import'],
  ])('of %s %s is told and nothing else is done', async (...args) => {
    for (const help of ['--help', '-h']) {
      const { code, out, err } = await parley(...args, help);
      expect({ code, out, err }).toEqual({ code: 0, out: expect.stringMatching(`^parley ${args[0]}`), err: '' });
    }
  });
});

test.each(['migrate', 'doctor'])('%s takes no options, and does nothing when it is given some', async (name) => {
  const { code, err } = await parley(name, '--dry-run');
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`parley ${name}`) });
});

test('a data directory that can not be one is told as a wrong setting', async () => {
  const place = join(import.meta.filename, 'below-a-file');
  expect(() => readConfig({ PARLEY_DATA_DIR: place })).toThrow(
    /PARLEY_DATA_DIR: the secret key can not be kept in .*ENOTDIR/,
  );
});

describe('secrets of a channel', () => {
  const tenant = ['--tenant', '404242'];
  const main = [...tenant, '--channel', 'Main'];
  const oldKey = 'the key that was in force before';
  const newKey = 'the key that is in force from now';
  let lab: CommandLab;
  beforeAll(async () => {
    lab = await startCommandLab('404242');
  });
  afterAll(() => lab.close());

  const settings = (key: string) => ({
    DATABASE_URL: lab.database.url,
    PARLEY_DATA_DIR: lab.dataDir,
    PARLEY_SECRET_KEY: key,
    PARLEY_SIMULATOR: 'on',
  });
  const run = (args: string[], environment: Record<string, string>) =>
    runChannel({ args, environment, print: () => undefined, complain: () => undefined });
  const stored = async (key: string) => {
    const deps = { db: lab.database.db, clock: createClock(), secrets: createSecretBox(key) };
    const [app] = await listMetaApps(deps);
    const [row] = await lab.run(runChannel, ['list', ...tenant]);
    const credentials = await findCredentials(deps, '404242', row?.split('\t')[0] ?? '');
    return { appSecret: app?.appSecret, verifyToken: app?.verifyToken, accessToken: credentials?.accessToken };
  };

  test('may come as environment variables, where no list of processes shows them', async () => {
    const ids = ['--number', '15550200001', '--phone-number-id', '3', '--waba', '2', '--app', '7'];
    const secrets = { PARLEY_APP_SECRET: 'app one', PARLEY_VERIFY_TOKEN: 'verify one', PARLEY_ACCESS_TOKEN: 'EAA1' };
    expect(await run(['add', ...tenant, '--name', 'Main', ...ids], { ...settings(oldKey), ...secrets })).toBe(0);
    expect(await stored(oldKey)).toEqual({ appSecret: 'app one', verifyToken: 'verify one', accessToken: 'EAA1' });
  });

  test('an option wins over its variable', async () => {
    const environment = { ...settings(oldKey), PARLEY_ACCESS_TOKEN: 'EAA2' };
    expect(await run(['set-token', ...main, '--access-token', 'EAA3'], environment)).toBe(0);
    expect((await stored(oldKey)).accessToken).toBe('EAA3');
  });

  test('a new secret of the app is taken, and its verify token stays unless given', async () => {
    expect(await run(['set-app', ...main], { ...settings(oldKey), PARLEY_APP_SECRET: 'app two' })).toBe(0);
    expect(await stored(oldKey)).toMatchObject({ appSecret: 'app two', verifyToken: 'verify one' });
  });

  test('are given anew when the secret key is lost, and Parley starts with another', async () => {
    const opens = () => requireSecretKey({ db: lab.database.db }, readConfig(settings(newKey)));
    await expect(opens()).rejects.toThrow('parley channel set-app');
    await expect(run(['set-app', ...main, '--app-secret', 'app three'], settings(newKey))).rejects.toThrow(
      '--verify-token is needed',
    );
    const app = ['--app-secret', 'app three', '--verify-token', 'verify three'];
    expect(await run(['set-app', ...main, ...app], settings(newKey))).toBe(0);
    expect(await run(['set-token', ...main, '--access-token', 'EAA4'], settings(newKey))).toBe(0);
    await expect(opens()).resolves.toBeUndefined();
    const secrets = { appSecret: 'app three', verifyToken: 'verify three', accessToken: 'EAA4' };
    expect(await stored(newKey)).toEqual(secrets);
  });
});
