import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { startReceiver, type WebhookReceiver } from './harness/webhook-receiver.ts';

// The commands of the README are run as they stand there, line by line.
const run = promisify(execFile);
const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
let parley: TestPlatform;
let receiver: WebhookReceiver;

beforeAll(async () => {
  parley = await startTestPlatform();
  receiver = await startReceiver();
});
afterAll(async () => {
  await parley.stop();
  await receiver.close();
});

function commandsOf(name: string): string[] {
  const block = new RegExp(`<!-- run: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
  return block.trim().split('\n');
}

async function runLine(line: string): Promise<Record<string, unknown>> {
  const environment = {
    ...process.env,
    TOKEN: parley.token,
    BASE: `${parley.baseUrl}/${parley.tenantId}`,
    SIM: `${parley.baseUrl}/simulator`,
  };
  const here = line.replace('http://127.0.0.1:9000/hook', receiver.url);
  const { stdout } = await run('bash', ['-c', here], { env: environment });
  await parley.settle();
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('the first send in five lines', async () => {
  const lines = commandsOf('story');
  expect(lines).toHaveLength(5);
  const answers = [];
  for (const line of lines) answers.push(await runLine(line));
  expect(answers).toMatchObject([
    { ok: true },
    { result: true, receivers: [{ isValidWhatsAppNumber: true }] },
    [{ text: 'Hello Mei, welcome to Acme.' }],
    { id: expect.stringMatching(/^wamid\./) },
    { ok: true, result: 'success' },
  ]);
  expect(receiver.types()).toEqual([
    'templateMessageSent_v2',
    'sentMessageDELIVERED_v2',
    'sentMessageREPLIED_v2',
    'message',
    'newContactMessageReceived',
    'sessionMessageSent_v2',
    'sentMessageDELIVERED_v2',
  ]);
});

test('the closed window', async () => {
  const answers = [];
  for (const line of commandsOf('window')) answers.push(await runLine(line));
  expect(answers).toMatchObject([
    { offset_seconds: expect.any(Number) },
    { result: false, message: 'Ticket has been expired.' },
    { code: 400 },
    { result: 'success', messages: { total: 5 } },
  ]);
});

test('every document that a document names is there', () => {
  const root = join(import.meta.dirname, '..', '..');
  const documents = [
    'README.md',
    'docs/ARCHITECTURE.md',
    'docs/API-COMPATIBILITY.md',
    'docs/OPERATIONS.md',
    'docs/SCALING.md',
    'docs/TESTING.md',
  ];
  const links = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const names = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    return names.map((name) => join(root, document, '..', name));
  });
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});
