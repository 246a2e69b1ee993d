/** How many calls of each tenant are kept: a busy one keeps a sample, and its failed calls before others. */
export interface CallBudget {
  /** Whether this call is within the budget; one that is not is counted. */
  take(tenantId: string, failed: boolean): boolean;
  /** Counts a call that was lost later. */
  count(tenantId: string): void;
  /** Calls that were not kept. */
  refused(tenantId: string): number;
}

interface Purse {
  at: number;
  calls: number;
  failures: number;
  refused: number;
}

/** Calls a second of a tenant and process, and those at once after a quiet time. */
const callsPerSecond = 50;
const callBurst = 500;
/** On top, for failed calls alone. */
const failuresPerSecond = 20;
const failureBurst = 200;
/** Tenants in memory; with one more all begin anew. */
const maxTenants = 10_000;

/** `nowMs` is the time of the machine: the log is about what this process can bear. */
export function createCallBudget(nowMs: () => number = () => performance.now()): CallBudget {
  const purses = new Map<string, Purse>();
  const purseOf = (tenantId: string): Purse => {
    const found = purses.get(tenantId);
    if (found) return found;
    if (purses.size >= maxTenants) purses.clear();
    const fresh = { at: nowMs(), calls: callBurst, failures: failureBurst, refused: 0 };
    purses.set(tenantId, fresh);
    return fresh;
  };
  return {
    take(tenantId, failed) {
      const purse = purseOf(tenantId);
      const now = nowMs();
      const seconds = (now - purse.at) / 1000;
      purse.at = now;
      purse.calls = Math.min(callBurst, purse.calls + seconds * callsPerSecond);
      purse.failures = Math.min(failureBurst, purse.failures + seconds * failuresPerSecond);
      if (purse.calls >= 1) purse.calls -= 1;
      else if (failed && purse.failures >= 1) purse.failures -= 1;
      else {
        purse.refused += 1;
        return false;
      }
      return true;
    },
    count(tenantId) {
      purseOf(tenantId).refused += 1;
    },
    refused: (tenantId) => purses.get(tenantId)?.refused ?? 0,
  };
}
