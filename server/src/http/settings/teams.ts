import { changeTeam, listTeamsWithMembers, makeTeam, type Team } from '../../modules/accounts/index.ts';
import type { components } from '../generated/settings.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** The teams of the workspace and who is in them. */
export function createTeamHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listTeamsWithMembers({ ctx }) {
      const items = (await listTeamsWithMembers(deps, ctx.tenantId)).map(toTeam);
      return { body: { items } satisfies Schemas['TeamList'] };
    },

    async createTeam({ ctx, body }) {
      const team = await makeTeam(deps, ctx.tenantId, { name: body.name, memberIds: body.memberIds ?? [] });
      return { status: 201, body: toTeam(team) };
    },

    async changeTeam({ ctx, params, body, noteForAudit }) {
      const { before, after } = await changeTeam(deps, ctx.tenantId, params.teamId, body);
      noteForAudit({ targetName: after.name, before, after });
      return { body: toTeam(after) };
    },
  });
}

function toTeam({ memberIds, ...team }: Team): Schemas['Team'] {
  return { ...team, memberIds: [...memberIds] };
}
