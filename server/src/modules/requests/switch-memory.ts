import type { Database } from '../../db/database.ts';
import { switchedOffStatement } from './queries.ts';

/** How long a process believes what it read of the switches. */
const freshMs = 5_000;

/** Which tenants keep no log, as this process last heard. */
export interface SwitchMemory {
  /** False as well when what was heard is stale: `refresh` then tells before anything is written. */
  isOff(tenantId: string): boolean;
  set(tenantId: string, enabled: boolean): void;
  refresh(): Promise<void>;
}

export function createSwitchMemory(db: Database): SwitchMemory {
  let off = new Set<string>();
  let readAt = Number.NEGATIVE_INFINITY;
  const isFresh = (): boolean => performance.now() - readAt < freshMs;
  return {
    isOff: (tenantId) => isFresh() && off.has(tenantId),
    set(tenantId, enabled) {
      if (enabled) off.delete(tenantId);
      else off.add(tenantId);
    },
    async refresh() {
      if (isFresh()) return;
      off = new Set((await db.system(switchedOffStatement)).map(({ tenantId }) => tenantId));
      readAt = performance.now();
    },
  };
}
