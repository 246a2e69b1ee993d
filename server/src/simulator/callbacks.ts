import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { CallbackClient } from './callback-client.ts';
import { GraphError } from './graph-errors.ts';
import type { SimulatedIds } from './simulated-ids.ts';

/** After a refused handshake the next one waits, so that many webhooks do not ask many times. */
const handshakeGapMs = 1_000;

/** An address that gets webhooks once it has passed the handshake. */
export interface Callback {
  /** Asked at each use; an empty text is no address. */
  readonly url: () => string;
  readonly verifyToken: string;
}

/** The handshakes of all callbacks (rule 8.1). */
export interface Handshakes {
  /** Whether webhooks may go there; asks for a handshake first where there was none, and again later while it is refused. */
  isVerified(callback: Callback): Promise<boolean>;
  /** Asks a new address at once; throws code 2200 when it does not answer the challenge. */
  require(callback: Callback): Promise<void>;
}

interface Progress {
  verified: boolean;
  notBeforeMs: number;
  underWay: Promise<void> | undefined;
}

export function createHandshakes(deps: {
  clock: Clock;
  log: Log;
  ids: SimulatedIds;
  client: CallbackClient;
}): Handshakes {
  const { clock, log, ids, client } = deps;
  const progress = new WeakMap<Callback, Progress>();
  const progressOf = (callback: Callback): Progress => {
    const known = progress.get(callback) ?? { verified: false, notBeforeMs: 0, underWay: undefined };
    progress.set(callback, known);
    return known;
  };
  const ask = async (callback: Callback, state: Progress): Promise<string> => {
    const challenge = ids.challenge();
    const answer = await client.handshake(callback.url(), challenge, callback.verifyToken);
    state.verified = answer.status === 200 && answer.text === challenge;
    if (state.verified) return '';
    state.notBeforeMs = clock.nowMs() + handshakeGapMs;
    log.warn({ status: answer.status, answer: answer.text }, 'simulator: the callback refused the handshake');
    return answer.status === undefined ? answer.text : `HTTP Status Code = ${answer.status}`;
  };
  return {
    async isVerified(callback) {
      const state = progressOf(callback);
      if (!state.verified && clock.nowMs() >= state.notBeforeMs) {
        state.underWay ??= ask(callback, state).then(() => {
          state.underWay = undefined;
        });
        await state.underWay;
      }
      return state.verified;
    },
    async require(callback) {
      const problem = await ask(callback, progressOf(callback));
      if (problem === '') return;
      const message = `(#2200) Callback verification failed with the following errors: ${problem}`;
      throw new GraphError(2200, undefined, { message });
    },
  };
}
