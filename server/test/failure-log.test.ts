import { expect, test } from 'vitest';
import { createLog } from '../src/kernel/log.ts';
import { createFailureLog } from '../src/queue/failure-log.ts';

test('an outage is a line at its begin, one a minute, one for another reason and one at its end', () => {
  const lines: { loop: string; failuresInRow?: number; failures?: number; err?: { message: string } }[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  let nowMs = 0;
  const failures = createFailureLog({ log, loop: 'intake', elapsedMs: () => nowMs });
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
