// biome-ignore-all lint/suspicious/noTemplateCurlyInString: stories name values so
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { findFreePort } from './harness/free-port.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

// Stories as an integrator plays them: the command line, the files of docs/examples, a bot in a process of its own.
const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples');
let parley: TestPlatform;
let dir = '';
const running: ChildProcess[] = [];

beforeAll(async () => {
  parley = await startTestPlatform();
  dir = await mkdtemp(join(tmpdir(), 'parley-stories-'));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await parley.stop();
  await rm(dir, { recursive: true, force: true });
});

async function play(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const hear = (where: 'out' | 'err', text: unknown): boolean => {
    said[where] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => hear('out', text)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => hear('err', text)),
  ];
  try {
    const environment = { PATH: process.env.PATH, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    return { code: await runCommand(['simulate', ...args], environment), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function write(name: string, lines: readonly string[]): Promise<string> {
  const path = join(dir, name);
  const head = ['name: A test', 'within: 1 s', 'customers:', '  mei: { phone: "4479000009001" }', 'steps:'];
  await writeFile(path, [...head, ...lines.map((line) => `  ${line}`)].join('\n'));
  return path;
}

const playHere = (path: string, ...more: string[]) =>
  play('--script', path, '--against', parley.baseUrl, '--token', parley.token, ...more);

describe('the examples of docs/STORIES.md', () => {
  test('a bot on the Cloud API is tested by the simulator alone', async () => {
    const [botPort, port] = [await findFreePort(), await findFreePort()];
    const env = { PORT: `${botPort}`, GRAPH_URL: `http://127.0.0.1:${port}/simulator/graph`, ACCESS_TOKEN: 'SIMx' };
    const bot = spawn(process.execPath, [join(examples, 'shop-bot.js')], {
      env: { ...env, APP_SECRET: 's3cret', VERIFY_TOKEN: 'verify' },
    });
    running.push(bot);
    await new Promise((resolve) => bot.stdout.once('data', resolve));
    const secrets = ['--access-token', 'SIMx', '--app-secret', 's3cret', '--verify-token', 'verify'];
    const place = ['--callback', `http://127.0.0.1:${botPort}/`, '--port', `${port}`];
    const played = await play('--script', join(examples, 'bot.story.yaml'), ...place, ...secrets);
    expect(played).toMatchObject({ code: 0, err: '', out: expect.stringContaining('passed: 17 steps') });
  });

  test('a WATI client is tested by a running platform; the endpoints of the story are gone afterwards', async () => {
    const played = await playHere(join(examples, 'client.story.yaml'));
    expect(played).toMatchObject({ code: 0, err: '', out: expect.stringContaining('passed: 21 steps') });
    const left = await parley.api('GET', '/api/parley/v1/webhook-endpoints');
    expect(left.body).toEqual({ endpoints: [] });
  });

  test('without an address the command brings a platform of its own, whatever database the environment names', async () => {
    const path = await write('own.yaml', [
      '- call: { method: GET, path: "/${tenant_id}/api/v1/getContacts", expect: { body: { contact_list: [] } } }',
      '- customer_says: Hello',
      '- expect_status: open',
    ]);
    expect(await play('--script', path)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('passed') });
  });
});

describe('a story that goes otherwise', () => {
  test('ends with 1, tells step, line, expected and seen, and skips the rest; JUnit says the same', async () => {
    const junit = join(dir, 'report.xml');
    const path = await write('wrong.yaml', [
      '- customer_says: Hi',
      '- call: { method: POST, path: "/${tenant_id}/api/v1/sendSessionMessage/${mei}", form: { messageText: Good <day> } }',
      '- note: the bot is polite',
      '  must_send: { text: { matches: "^Hello" } }',
      '- customer_reads: true',
    ]);
    const { code, out } = await playHere(path, '--junit', junit);
    expect(code).toBe(1);
    expect(out).toContain('FAILED   3  must_send: {"text":{"matches":"^Hello"}}');
    expect(out).toContain(`at        ${path}:8`);
    expect(out).toContain('note      the bot is polite');
    expect(out).toContain('expected  a message with a text like /^Hello/');
    expect(out).toContain('seen      the text "Good <day>", in the text "Good <day>"');
    expect(out).toContain('2 of 4 steps passed, 1 were not played');
    const report = await readFile(junit, 'utf8');
    expect(report).toContain('tests="4" failures="1" errors="0" skipped="1"');
    expect(report).toMatch(/line="8" time="[\d.]+"><failure message="expected a message with a text like \/\^Hello\//);
    expect(report).toContain('Good &lt;day&gt;');
  });

  test.each([
    ['nothing is sent', ['- must_send: Hello'], 'no message in 1 s'],
    [
      'something is sent that should not be',
      [
        '- customer_says: Hi',
        '- call: { method: POST, path: "/${tenant_id}/api/v1/sendSessionMessage/${mei}", query: { messageText: Surprise } }',
        '- must_send_nothing: 1 ms',
      ],
      'the text "Surprise"',
    ],
    ['there is no such button', ['- customer_presses: Yes'], 'no buttons'],
    ['the webhook does not come', ['- expect_webhook: ctaUrlClicked'], 'no webhook that was not expected'],
    [
      'the webhook has another body',
      ['- customer_says: Ho', '- expect_webhook: { event: message, body: { text: Hey } }'],
      'text: expected "Hey", seen "Ho", in {',
    ],
    ['the tag is not there', ['- customer_says: Hi', '- expect_tag: VIP'], 'with the tags []'],
    ['the status is another', ['- customer_says: Hi', '- expect_status: solved'], 'one that is open'],
    ['the call is refused', ['- call: { path: /api/ext/v3/nothing }'], '404 with'],
    ['nobody answers a call', ['- call: { url: "http://127.0.0.1:1/" }'], 'ECONNREFUSED'],
    ['a name has no value', ['- customer_says: "${nobody}"'], 'only base_url, tenant_id, token, mei'],
    ['the simulator refuses', ['- customer_sends: { type: text }'], 'message.text.body'],
    ['nothing can be saved', ['- call: { path: /healthz, save: { id: a.b } }'], '{"status":"ok"}'],
  ])('%s', async (_name, lines, seen) => {
    const { code, out } = await playHere(await write('one.yaml', lines));
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining(seen) });
    await parley.settle();
  });
});

describe('a command that can not play', () => {
  test.each([
    [['--script', '/nowhere/story.yaml'], "can't be read"],
    [['--script', join(examples, 'bot.story.yaml'), '--callback', 'nonsense'], '--callback must be a URL'],
    [['--script', 'a', '--callback', 'http://a', '--against', 'http://b'], 'not both'],
    [['--script', join(examples, 'bot.story.yaml'), '--against', 'http://127.0.0.1:1'], 'does not answer'],
    [['--script', join(examples, 'bot.story.yaml'), '--set', 'x'], 'give name=value'],
    [['--script', join(examples, 'bot.story.yaml'), '--port', '70000'], 'out of range'],
  ])('%j', async (args, sentence) => {
    expect(await play(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(sentence) });
  });

  test('a platform wants its token, and a right one', async () => {
    const script = ['--script', join(examples, 'client.story.yaml'), '--against', parley.baseUrl];
    expect(await play(...script)).toMatchObject({ code: 2, err: expect.stringContaining('give --token') });
    expect(await play(...script, '--token', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('401') });
  });
});

describe('a seed', () => {
  test('makes the same story send the same bytes', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      const challenge = new URL(request.url ?? '', 'http://a').searchParams.get('hub.challenge');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (challenge === null) bodies.push(Buffer.concat(chunks).toString('utf8'));
        response.end(challenge ?? '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const callback = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const path = await write('seed.yaml', ['- customer_says: Hi', '- wait: 2 h', '- customer_says: Still there?']);
    const runs: string[][] = [];
    for (const seed of ['one', 'one', 'two']) {
      bodies.length = 0;
      expect(await play('--script', path, '--callback', callback, '--seed', seed)).toMatchObject({ code: 0 });
      runs.push([...bodies]);
    }
    await new Promise((resolve) => server.close(resolve));
    expect(runs[0]).toHaveLength(2);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
  });
});
