import type { components } from '@parley/contract/inbox';
import { isOpenAt, listHours, nextChange, type WorkingHours } from '../../modules/accounts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

type HoursNow = components['schemas']['HoursNow'];

/** Whether somebody is there, for those who answer. */
export function createHoursHandlers(deps: ApiDeps): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async getInboxHours({ ctx }) {
      const { workspace, teams } = await listHours(deps, ctx.tenantId);
      const nowMs = deps.clock.nowMs();
      return {
        body: {
          workspace: workspace === undefined ? { isOpen: true, changesAt: null } : toHoursNow(workspace, nowMs),
          teams: [...teams].map(([teamId, hours]) => ({ teamId, ...toHoursNow(hours, nowMs) })),
        },
      };
    },
  });
}

function toHoursNow(hours: WorkingHours, nowMs: number): HoursNow {
  const changesAtMs = nextChange(hours, nowMs);
  return {
    isOpen: isOpenAt(hours, nowMs),
    changesAt: changesAtMs === undefined ? null : new Date(changesAtMs).toISOString(),
  };
}
