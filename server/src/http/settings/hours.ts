import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import {
  isOpenAt,
  listHours,
  listTeams,
  nextChange,
  saveHours,
  type WorkingHours,
} from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** When somebody is there. */
export function createHoursHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listHours({ ctx }) {
      return { body: await readHours(deps, ctx) };
    },

    async saveHours({ ctx, body, noteForAudit }) {
      const { workspace, teams } = await listHours(deps, ctx.tenantId);
      const before = body.teamId === undefined ? workspace : teams.get(body.teamId);
      await saveHours(deps, ctx.tenantId, body.teamId, body.hours ?? undefined);
      const after = await readHours(deps, ctx);
      const team = after.teams.find(({ teamId }) => teamId === body.teamId);
      noteForAudit({ targetId: body.teamId, targetName: team?.name, before, after: body.hours });
      return { body: after };
    },
  });
}

async function readHours(deps: SettingsDeps, { tenantId }: Context): Promise<Schemas['HoursList']> {
  const { workspace, teams } = await listHours(deps, tenantId);
  const nowMs = deps.clock.nowMs();
  const known = await listTeams(deps, tenantId);
  return {
    workspace: { hours: toHours(workspace), ...stateOf(workspace, nowMs) },
    teams: known.map(({ id, name }) => {
      const own = teams.get(id);
      return { teamId: id, name, hours: toHours(own), ...stateOf(own ?? workspace, nowMs) };
    }),
  };
}

function stateOf(hours: WorkingHours | undefined, nowMs: number): { isOpen: boolean; changesAt: string | null } {
  if (!hours) return { isOpen: true, changesAt: null };
  const changesAtMs = nextChange(hours, nowMs);
  return {
    isOpen: isOpenAt(hours, nowMs),
    changesAt: changesAtMs === undefined ? null : new Date(changesAtMs).toISOString(),
  };
}

function toHours(hours: WorkingHours | undefined): Schemas['Hours'] | null {
  if (!hours) return null;
  const week = hours.week.map((ranges) => ranges.map((range) => ({ ...range })));
  return { timeZone: hours.timeZone, week, holidays: hours.holidays.map((holiday) => ({ ...holiday })) };
}
