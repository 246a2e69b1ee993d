import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import {
  changeWorkspace,
  findPlan,
  readMonthlyCalls,
  readTenantLimits,
  readWorkspace,
} from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { describeRetention } from './describe-retention.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** The workspace itself. */
export function createWorkspaceHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async readWorkspace({ ctx }) {
      return { body: await describeWorkspace(deps, ctx) };
    },

    async changeWorkspace({ ctx, body, noteForAudit }) {
      const { before, after } = await changeWorkspace(deps, ctx.tenantId, body);
      noteForAudit({ targetId: after.id, targetName: after.name, before, after });
      return { body: await describeWorkspace(deps, ctx) };
    },
  });
}

/** The workspace as its page shows it. */
export async function describeWorkspace(deps: SettingsDeps, { tenantId }: Context): Promise<Schemas['Workspace']> {
  const [workspace, plan, { limits }, callsThisMonth, retention] = await Promise.all([
    readWorkspace(deps, tenantId),
    findPlan(deps, tenantId),
    readTenantLimits(deps, tenantId),
    readMonthlyCalls(deps, tenantId),
    describeRetention(deps, tenantId),
  ]);
  const rules = plan?.rules;
  return {
    ...workspace,
    plan:
      plan && rules
        ? {
            name: plan.name,
            seats: rules.seats,
            monthlyCalls: rules.monthlyCalls,
            marketingPerDay: limits.marketingPerDay,
            without: [...rules.without],
          }
        : null,
    isOffline: limits.isOffline,
    callsThisMonth,
    retention,
  };
}
