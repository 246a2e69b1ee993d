import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createFailureLog, type FailureLog } from '../../queue/failure-log.ts';
import type { Endpoint } from './queries.ts';

/** What the log tells of endpoints that fail. It outlives the runners, which end while an endpoint rests. */
export interface EndpointFailures {
  of(endpoint: Endpoint): FailureLog;
}

const sameReasonEveryMs = 60 * 60_000;
const leastGapMs = 60_000;
/** Endpoints that are remembered. Beyond it all are forgotten, and those that fail are told once more. */
const maxRemembered = 10_000;

const words = {
  level: 'warn',
  failed: 'a webhook was not taken',
  succeeded: 'webhooks are taken again',
} as const;

/** A line when an endpoint begins to fail, one an hour while it fails for the same reason, one when it takes again. */
export function createEndpointFailures(deps: { readonly log: Log; readonly clock: Clock }): EndpointFailures {
  const logs = new Map<string, FailureLog>();
  return {
    of({ tenantId, id: endpointId, failuresInRow }) {
      const known = logs.get(endpointId);
      if (known) return known;
      if (logs.size >= maxRemembered) logs.clear();
      const made = createFailureLog({
        log: deps.log,
        fields: { job: 'webhook.deliver', tenantId, endpointId },
        words,
        sameReasonEveryMs,
        leastGapMs,
        failuresBefore: failuresInRow,
        elapsedMs: () => deps.clock.nowMs(),
      });
      logs.set(endpointId, made);
      return made;
    },
  };
}
