import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { sequenceOf, toSignature } from '../src/modules/webhooks/signature.ts';

// The code and the vectors that docs/WEBHOOKS.md publishes, run as they stand there.
interface Vector {
  readonly case: string;
  readonly secret: string;
  readonly body: string;
  readonly now: number;
  readonly header: string;
  readonly valid: boolean;
}

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'WEBHOOKS.md'), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
const vectors = JSON.parse(block('json')) as Vector[];
const python = spawnSync('python3', ['--version']).status === 0;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-docs-'));
  writeFileSync(join(dir, 'vectors.json'), JSON.stringify(vectors));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (program: string, name: string, code: string): boolean[] => {
  writeFileSync(join(dir, name), code);
  return JSON.parse(execFileSync(program, [join(dir, name)], { cwd: dir, encoding: 'utf8' })) as boolean[];
};
const expected = vectors.map((vector) => vector.valid);

describe('the published check of signatures', () => {
  test('has vectors of both kinds', () => {
    expect(new Set(expected)).toEqual(new Set([true, false]));
  });

  test('in TypeScript accepts and refuses as the vectors say', () => {
    const calls = `
import { readFileSync } from 'node:fs';
const vectors = JSON.parse(readFileSync('vectors.json', 'utf8'));
console.log(JSON.stringify(vectors.map((v: any) => isFromParley(v.header, Buffer.from(v.body), v.secret, v.now))));`;
    expect(run(process.execPath, 'check.mts', block('ts') + calls)).toEqual(expected);
  });

  test.skipIf(!python)('in Python accepts and refuses as the vectors say (skipped without python3)', () => {
    const calls = `
import json
vectors = json.load(open("vectors.json", encoding="utf-8"))
print(json.dumps([is_from_parley(v["header"], v["body"].encode(), v["secret"], v["now"]) for v in vectors]))`;
    expect(run('python3', 'check.py', block('python') + calls)).toEqual(expected);
  });
});

test('Parley signs as the valid vectors are signed', () => {
  for (const { header, body, secret } of vectors.filter((vector) => vector.valid)) {
    const at = Number(/t=(\d+)/.exec(header)?.[1]);
    const own = toSignature([secret], at, body).split(',')[1] ?? '';
    expect(header.split(',')).toContain(own);
  }
});

test('sequence numbers are whole, exact, and grow with the ids of deliveries', () => {
  const nowMs = Date.UTC(2037, 0, 1);
  const ids = Array.from({ length: 3_000 }, () => newId(nowMs));
  const numbers = ids.map(sequenceOf);
  expect(numbers.every(Number.isSafeInteger)).toBe(true);
  expect(numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))).toBe(true);
});
