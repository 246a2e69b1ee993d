import { changeRetention, type KeptFor } from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { describeWorkspace } from './workspace.ts';

/** How long the workspace keeps things. */
export function createRetentionHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async changeRetention({ ctx, body, noteForAudit }) {
      const { before, after } = await changeRetention(deps, ctx.tenantId, body);
      noteForAudit({ targetId: ctx.tenantId, before: toDays(before), after: toDays(after) });
      return { body: await describeWorkspace(deps, ctx) };
    },
  });
}

function toDays(kept: readonly KeptFor[]): Record<string, number | null> {
  return Object.fromEntries(kept.map(({ what, days }) => [what, days]));
}
