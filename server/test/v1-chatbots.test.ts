import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform } from './harness/start-test-platform.ts';
import { describeEnds } from './v1-chatbots/ends.ts';
import { type BotLab, createBotCalls } from './v1-chatbots/lab.ts';
import { describeRuns } from './v1-chatbots/runs.ts';
import { describeStarting } from './v1-chatbots/starting.ts';

let lab: BotLab;
const calls = createBotCalls(() => lab);
const { parley, welcome, addBot } = calls;

beforeAll(async () => {
  const platform = await startTestPlatform();
  const answer = await platform.api<{ id: string; name: string }[]>('GET', '/api/v1/chatbots');
  const found = answer.body.find((bot) => bot.name === 'Welcome')?.id ?? '';
  lab = { parley: platform, welcome: found, foreignToken: (await platform.addTenant('300300')).token };
});
afterAll(() => parley().stop());

describe('getChatbots', () => {
  test('lists the active chatbots of the workspace as a bare list', async () => {
    await addBot('Unfinished', [{ id: 'a', kind: 'end' }], 'draft');
    const answer = await parley().api<unknown[]>('GET', '/api/v1/chatbots');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([
      { id: welcome(), name: 'Welcome', created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
    ]);
    expect(welcome()).toMatch(/^[0-9a-f]{24}$/);
  });

  test('asks for a token and one of its scopes', async () => {
    const list = (token: string | null) => parley().api('GET', '/api/v1/chatbots', { token });
    expect((await list(null)).status).toBe(401);
    expect((await list(await parley().addToken({ scopes: ['contacts:read'] }))).status).toBe(403);
    expect((await list(await parley().addToken({ scopes: ['chatbots:read'] }))).status).toBe(200);
  });
});

describeRuns(calls);
describeEnds(calls);
describeStarting(calls);
