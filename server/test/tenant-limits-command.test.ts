import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runTenant } from '../src/cli/tenant-command.ts';
import { createClock } from '../src/kernel/clock.ts';
import { readTenantLimits } from '../src/modules/accounts/index.ts';
import { type CommandLab, startCommandLab } from './command-lab.ts';

let lab: CommandLab;

beforeAll(async () => {
  lab = await startCommandLab('404242');
});

afterAll(() => lab.close());

const limits = (...args: string[]): Promise<string[]> => lab.run(runTenant, ['limits', ...args]);

const stored = async () => (await readTenantLimits({ db: lab.database.db, clock: createClock() }, '404242')).limits;

describe('parley tenant limits', () => {
  test('prints that there are none', async () => {
    expect(await limits('--id', '404242')).toEqual([
      'offline\toff',
      'marketing messages a day (UTC)\toff',
      'messages of the trial\toff',
    ]);
  });

  test('changes what is named and leaves the rest', async () => {
    expect(await limits('--id', '404242', '--marketing-daily', '250', '--offline', 'on')).toEqual([
      'offline\ton',
      'marketing messages a day (UTC)\t250, used 0',
      'messages of the trial\toff',
    ]);
    await limits('--id', '404242', '--trial-messages', '0', '--offline', 'off');
    expect(await stored()).toEqual({ isOffline: false, marketingPerDay: 250, trialMessages: 0 });
    await limits('--id', '404242', '--marketing-daily', 'off', '--trial-messages', 'off');
    expect(await stored()).toEqual({ isOffline: false, marketingPerDay: null, trialMessages: null });
  });

  test.each([
    [[], '--id is needed'],
    [['--id', '999'], 'no workspace 999'],
    [['--id', '404242', '--offline', 'maybe'], '--offline must be on or off'],
    [['--id', '404242', '--marketing-daily', '-1'], '--marketing-daily'],
    [['--id', '404242', '--trial-messages', 'many'], '--trial-messages must be off or a whole number'],
  ])('refuses %j', async (args, sentence) => {
    const before = await stored();
    await expect(limits(...args)).rejects.toThrow(sentence);
    expect(await stored()).toEqual(before);
  });
});
