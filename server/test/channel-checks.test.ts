import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runChannel } from '../src/cli/channel-command.ts';
import { describeConnected } from './channel-checks/connected.ts';
import { describeConnecting } from './channel-checks/connecting.ts';
import { type CheckLab, createCheckCalls, healthy, startCheckLab } from './channel-checks/lab.ts';
import { describeRefusals } from './channel-checks/refusals.ts';

// What the commands ask of Meta before they store anything, and what they say of the answers.
let lab: CheckLab;
const calls = createCheckCalls(() => lab);
const { run, add, channel, meta } = calls;

beforeAll(async () => {
  lab = await startCheckLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.answers = healthy();
});

describeRefusals(calls);
describeConnecting(calls);
describeConnected(calls);

test('a number is connected unseen, and gets a token unseen, with --checks off', async () => {
  const more = { name: 'Second', number: '15550200002', 'phone-number-id': '500502', checks: 'off' };
  const asked = meta().requests.length;
  expect(await add({ ...more, 'access-token': 'EAAbad' })).toEqual({ code: 0, out: '15550200002 is connected.' });
  const second = [
    'set-token',
    '--tenant',
    '404242',
    '--channel',
    'Second',
    '--checks',
    'off',
    '--access-token',
    'EAAx',
  ];
  expect((await run(runChannel, second)).out).toBe('The access token of Second is replaced.');
  expect(meta().requests).toHaveLength(asked);
});

describe('where the simulator plays Meta', () => {
  test('nothing is asked, and that is said', async () => {
    const { code, out } = await run(runChannel, ['check', '--tenant', '404242', '--channel', 'Main'], {
      PARLEY_SIMULATOR: 'on',
      PARLEY_GRAPH_URL: '',
    });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('the simulator plays Meta here') });
  });

  test('--checks takes on and off alone', async () => {
    await expect(channel('check', '--checks', 'maybe')).rejects.toThrow('--checks is on or off');
  });
});
