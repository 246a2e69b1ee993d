import type { components } from '@parley/contract/settings';
import { AppError } from '../../kernel/errors.ts';
import { changeTeam, listHours, listTeamsWithMembers, makeTeam, type Team } from '../../modules/accounts/index.ts';
import { findFlowsNaming } from '../../modules/automation/index.ts';
import { deleteTeam } from '../../modules/contact-jobs/index.ts';
import { countPeople } from '../../modules/contacts/index.ts';
import { listViews } from '../../modules/inbox/index.ts';
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

    async readTeamUses({ ctx, params, credential }) {
      const { teamId } = params;
      const team = (await listTeamsWithMembers(deps, ctx.tenantId)).find(({ id }) => id === teamId);
      if (!team) throw new AppError('team.not_found', 'There is no such team.');
      const [contacts, hours, views, chatbots] = await Promise.all([
        countPeople(deps, ctx, { teamId }),
        listHours(deps, ctx.tenantId),
        listViews(deps, ctx, credential.session?.operator.id ?? ''),
        findFlowsNaming(deps, ctx, { team }),
      ]);
      const body = {
        contacts: contacts.total,
        isMore: contacts.isMore,
        hasHours: hours.teams.has(teamId),
        views: views.filter(({ filter }) => filter.team === teamId).map(({ name }) => name),
        chatbots: chatbots.map(({ name }) => name),
      };
      return { body: body satisfies Schemas['TeamUses'] };
    },

    async deleteTeam({ ctx, params, noteForAudit }) {
      const { team, contacts } = await deleteTeam(deps, ctx, params.teamId);
      noteForAudit({ targetName: team.name, before: { ...team, contacts } });
      return { body: { contacts } satisfies Schemas['TeamRemoval'] };
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
