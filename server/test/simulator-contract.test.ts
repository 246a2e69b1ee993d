import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema, covers, readAnswerExamples } from './cloud-contract.ts';
import { schemaFaults, schemaFaultsAt } from './cloud-schemas.ts';
import { readWebhookExamples } from './meta-contract.ts';
import { playAccount, playNodes, playNumber, playRefusals } from './simulator-contract/account.ts';
import { type ContractPlay, type Json, openContractPlay, person } from './simulator-contract/lab.ts';
import { playCustomer, playSends } from './simulator-contract/messages.ts';
import { playTemplates } from './simulator-contract/templates.ts';

let play: ContractPlay;

beforeAll(async () => {
  play = await openContractPlay();
  await play.lab.control('PATCH', `/customers/${person}`, { username: 'noorv' });
  const quoted = await playCustomer(play);
  await playSends(play, quoted);
  await playNodes(play);
  await playTemplates(play);
  await playNumber(play);
  await playRefusals(play);
  await playAccount(play);
  await play.lab.advance(0);
});
afterAll(() => play.close());

describe('every webhook of the contract', () => {
  test.each(readWebhookExamples().map(({ name, body }) => [name, body] as const))('%s', (name, body) => {
    const [field] = name.split(':');
    const [change] = (body as { entry: { changes: { value: Json }[] }[] }).entry[0]?.changes ?? [];
    const made = play.lab.received.filter((webhook) => webhook.field === field).map((webhook) => webhook.value);
    expect(made.some((value) => covers(change?.value, value))).toBe(true);
  });
});

describe('every answer of the contract', () => {
  test.each(readAnswerExamples().map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const isRefusal = example.status === 'default' || example.status === '404';
    const answers = play.seen.filter(({ method, path, status }) =>
      isRefusal ? status >= 400 : status === 200 && method === example.method && path === example.path,
    );
    expect(answers.some(({ body }) => covers(example.value, body))).toBe(true);
  });

  test('each answer that was given validates, and each operation with a schema was called', () => {
    const faults = play.seen.flatMap(({ method, path, status, body }) => {
      const schema = status === 200 ? answerSchema(method, path) : undefined;
      const found = status >= 400 ? schemaFaults('ErrorBody', body) : schema ? schemaFaultsAt(schema, body) : [];
      return found.map((fault) => `${method} ${path} ${status}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test('each example of a send is accepted', () => {
    const refused = [...play.sendAnswers].filter(([, { status }]) => status !== 200);
    expect(refused.map(([name, { body }]) => [name, body])).toEqual([]);
    expect(play.sendAnswers.size).toBeGreaterThan(25);
  });
});
