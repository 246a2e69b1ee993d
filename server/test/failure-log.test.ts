import { expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createEventStream, createLiveFeed } from '../src/modules/inbox/index.ts';
import { createFailureLog } from '../src/queue/failure-log.ts';

test('an outage is a line at its begin, one a minute, one for another reason and one at its end', () => {
  const lines: { loop: string; failuresInRow?: number; failures?: number; err?: { message: string } }[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  let nowMs = 0;
  const failures = createFailureLog({
    log,
    fields: { loop: 'intake' },
    words: { level: 'error', failed: 'a step failed', succeeded: 'steps succeed again' },
    sameReasonEveryMs: 60_000,
    leastGapMs: 0,
    elapsedMs: () => nowMs,
  });
  for (; nowMs < 150_000; nowMs += 500) failures.failed(new Error('connect ECONNREFUSED'));
  failures.failed(new Error('the database system is starting up'));
  failures.succeeded();
  failures.succeeded();
  expect(lines.map(({ err, failuresInRow, failures: ended }) => [err?.message, failuresInRow ?? ended])).toEqual([
    ['connect ECONNREFUSED', 1],
    ['connect ECONNREFUSED', 121],
    ['connect ECONNREFUSED', 241],
    ['the database system is starting up', 301],
    [undefined, 301],
  ]);
});

test('what fails now and then is one line a minute and one when it ends, also where it failed before the log began', () => {
  const lines: { msg: string; failures?: number; failuresInRow?: number; error?: string }[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  let nowMs = 0;
  const failures = createFailureLog({
    log,
    fields: {},
    words: { level: 'warn', failed: 'fails', succeeded: 'is well' },
    sameReasonEveryMs: 3_600_000,
    leastGapMs: 60_000,
    failuresBefore: 7,
    elapsedMs: () => nowMs,
  });
  failures.succeeded();
  for (; nowMs < 110_000; nowMs += 10_000) {
    failures.failed(`HTTP ${500 + (nowMs % 3)}`);
    failures.succeeded();
  }
  expect(lines.map((line) => [line.msg, line.error, line.failures ?? line.failuresInRow])).toEqual([
    ['is well', undefined, 7],
    ['fails', 'HTTP 500', 1],
    ['is well', undefined, 1],
    ['fails', 'HTTP 500', 1],
    ['is well', undefined, 1],
  ]);
});

test('a live view that cannot be read is one line, however often it is tried', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const clock = createClock();
  const db = { tenant: () => Promise.reject(new Error('connect ECONNREFUSED')) } as unknown as Database;
  let tries = 0;
  const stream = {
    ...createEventStream({ db, clock }),
    locate: async () => ({ xact: '0', seq: '0' }) as never,
    next: () => {
      tries += 1;
      return Promise.reject(new Error('connect ECONNREFUSED'));
    },
  };
  const subscription = await createLiveFeed({ db, clock, log, stream }).join('1', 'someone', () => undefined);
  await expect.poll(() => tries, { timeout: 10_000 }).toBe(3);
  subscription.leave();
  expect(lines).toHaveLength(1);
});
