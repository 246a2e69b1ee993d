import type { components } from '@parley/contract/settings';
import { changeRole, createRole, deleteRole, listRoles, permissions, type Role } from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { personInCharge } from './person-in-charge.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** What people may do. */
export function createRoleHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listRoles({ ctx }) {
      const items = (await listRoles(deps, ctx.tenantId)).map(toRole);
      return { body: { items, permissions: [...permissions] } satisfies Schemas['RoleList'] };
    },

    async createRole({ ctx, credential, body, noteForAudit }) {
      const role = await createRole(deps, ctx.tenantId, personInCharge(credential), body);
      noteForAudit({ targetId: role.id, targetName: role.name, after: factsOf(role) });
      return { status: 201, body: toRole(role) };
    },

    async changeRole({ ctx, credential, params, body, noteForAudit }) {
      const { before, after } = await changeRole(deps, ctx.tenantId, personInCharge(credential), params.roleId, body);
      noteForAudit({ targetName: after.name, before: factsOf(before), after: factsOf(after) });
      return { body: toRole(after) };
    },

    async deleteRole({ ctx, credential, params, noteForAudit }) {
      const role = await deleteRole(deps, ctx.tenantId, personInCharge(credential), params.roleId);
      noteForAudit({ targetName: role.name, before: factsOf(role) });
      return { status: 204, body: undefined };
    },
  });
}

function toRole({ permissions: allowed, ...role }: Role): Schemas['Role'] {
  return { ...role, permissions: [...allowed] };
}

function factsOf({ name, permissions: allowed }: Role): { name: string; permissions: readonly string[] } {
  return { name, permissions: allowed };
}
