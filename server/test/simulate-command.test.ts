import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSimulate } from '../src/cli/simulate-command.ts';
import { readSimulatedWorld } from '../src/cli/simulate-config.ts';
import { callJson } from './call-simulator.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const world = {
  settings: { window_closed: 'sync' },
  apps: [{ id: '9001' }, { id: '9002', secret: 'the second secret', callback_url: 'http://127.0.0.1:9/hook' }],
  accounts: [
    {
      id: '500',
      access_token: 'SIM-account-500',
      apps: ['9001', '9002'],
      messaging_limit: 'TIER_250',
      numbers: [{ id: '701', phone_number: '+31 20 123 4567', name: 'Tea', test_recipients: ['31600000001'] }],
      templates: [{ name: 'hi', language: 'en', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello.' }] }],
    },
    { id: '501', numbers: [{ id: '702', phone_number: '+31 20 123 4568', name: 'Coffee', status: 'PENDING' }] },
  ],
  tokens: [{ token: 'SIM-both-accounts', accounts: ['500', '501'], expires_at: '2026-11-15T00:00:00Z' }],
};

let directory = '';
const save = async (name: string, content: unknown): Promise<string> => {
  const path = join(directory, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-simulate-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('a configuration', () => {
  const secretFor = (name: string): string => `<${name}>`;

  test('is read, with secrets made up where it names none', async () => {
    const read = readSimulatedWorld(await save('world.json', world), secretFor);
    expect(read.settings).toEqual({ window_closed: 'sync' });
    expect(read.apps.map(({ id, secret, verifyToken }) => [id, secret, verifyToken])).toEqual([
      ['9001', '<secret of app 9001>', '<verify token of app 9001>'],
      ['9002', 'the second secret', '<verify token of app 9002>'],
    ]);
    expect(read.wabas).toMatchObject([
      { id: '500', accessToken: 'SIM-account-500', templates: [{ name: 'hi', status: 'APPROVED' }] },
      { id: '501', accessToken: 'SIM<token of account 501>', numbers: [{ status: 'PENDING' }] },
    ]);
    expect(read.tokens).toMatchObject([{ wabaIds: ['500', '501'], appId: '9001' }]);
  });

  test.each([
    ['not JSON', '{', 'cannot be read'],
    ['no apps', { ...world, apps: [] }, 'apps'],
    ['a member that is not known', { ...world, colour: 'red' }, 'colour'],
    ['an id given twice', { ...world, apps: [{ id: '9001' }, { id: '9001' }] }, '9001 is given twice'],
    ['an app that is not there', { ...world, apps: [{ id: '9001' }] }, 'there is no app 9002'],
    ['no number', { ...world, accounts: [{ id: '500' }], tokens: [] }, 'at least one number'],
    ['a token of nobody', { ...world, tokens: [{ token: 'x', accounts: ['7'] }] }, 'there is no account 7'],
    ['a wrong setting', { ...world, settings: { read_share: 7 } }, 'settings.read_share'],
  ])('with %s is refused', async (_what, content, sentence) => {
    const path = await save('wrong.json', content);
    expect(() => readSimulatedWorld(path, secretFor)).toThrow(sentence);
  });
});

describe('the command', () => {
  const context = (args: string[]) => {
    const printed: string[] = [];
    return {
      printed,
      args,
      environment: {},
      print: (text: string) => void printed.push(text),
      complain: () => undefined,
    };
  };

  test('--help says it all', async () => {
    const asked = context(['--help']);
    expect(await runSimulate(asked)).toBe(0);
    for (const option of ['--callback', '--config', '--port', '--seed', '--now', '--throughput', '--app-secret']) {
      expect(asked.printed.join('')).toContain(option);
    }
  });

  test.each([
    [['--now', 'yesterday'], '--now must be a moment'],
    [['--port', '70000'], 'out of range'],
    [['--config', '/nowhere.json'], 'cannot be read'],
    [['--config', '/nowhere.json', '--callback', 'http://a.test'], '--callback stands in the file'],
  ])('%j is refused', async (args, sentence) => {
    await expect(runSimulate(context(args))).rejects.toThrow(sentence);
  });

  test('runs alone with several apps and accounts, Graph below its root, at a moment that stands still', async () => {
    const path = await save('world.json', world);
    const args = [main, 'simulate', '--config', path, '--port', '0', '--seed', 'x', '--now', '2026-11-14T12:00:00Z'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const out = await outputOf(child, /Graph\s+(http:\S+)\/v26\.0/);
      expect(out.text).toContain('SIM-account-500');
      const node = await callJson(`${out.match}/v26.0/701`, 'GET', undefined, 'SIM-both-accounts');
      expect(node.body).toMatchObject({ id: '701', verified_name: 'Tea' });
      const closed = { messaging_product: 'whatsapp', to: '31600000001', text: { body: 'hi' } };
      const refused = await callJson(`${out.match}/701/messages`, 'POST', closed, 'SIM-account-500');
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
      const clock = await callJson(`${out.match}/simulator/clock`, 'POST', { advance_seconds: 86_400 });
      expect(clock.body).toMatchObject({ now: '2026-11-15T12:00:00.000Z' });
      const expired = await callJson(`${out.match}/v26.0/701`, 'GET', undefined, 'SIM-both-accounts');
      expect(expired).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 463 } } });
      expect((await callJson(`${out.match}/simulator/nothing`, 'GET')).body).toMatchObject({
        error: { reason: 'simulator.path_unknown' },
      });
    } finally {
      child.kill('SIGTERM');
    }
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });
});

/** What a process has printed when a pattern shows, with its first group. */
function outputOf(child: ChildProcess, pattern: RegExp): Promise<{ text: string; match: string }> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, match] = pattern.exec(text) ?? [];
      if (match !== undefined && text.includes('Let a customer write')) resolve({ text, match });
    });
    child.once('exit', () => reject(new Error(`The simulator ended:\n${text}`)));
  });
}
