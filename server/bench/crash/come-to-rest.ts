import { request } from 'undici';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import type { Stage } from '../stage.ts';

/** Longer than the grace of sends without an answer and than most waits between tries of a webhook. */
const advanceSeconds = 61;
const maxAdvances = 20;
const waitMs = 3_000;

/** Resolves when nothing waits in any queue; moves the platform's clock when only waits are left. Answers the seconds moved. */
export async function comeToRest(stage: Stage): Promise<number> {
  await stage.peers.call('awaitPosted', null);
  for (let advances = 0; ; advances += 1) {
    try {
      await awaitEmptyQueues(stage.baseUrl, workQueues, waitMs);
      return advances * advanceSeconds;
    } catch (error) {
      if (advances >= maxAdvances) throw error;
    }
    await advance(stage.baseUrl, advanceSeconds);
    await stage.peers.call('awaitPosted', null);
  }
}

/** Moves the clock of the platform; resolves when all that became due is done. */
export async function advance(baseUrl: string, seconds: number): Promise<void> {
  const answer = await request(`${baseUrl}/simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance_seconds: seconds }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`The clock could not be moved: ${answer.statusCode} ${text}`);
}
