import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  changePerson,
  disablePerson,
  enablePerson,
  findPlan,
  listPersons,
  type Person,
} from '../../modules/accounts/index.ts';
import { countOpenChats } from '../../modules/conversations/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { personInCharge } from './person-in-charge.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** Who works in the workspace. */
export function createPersonHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listPeople({ ctx }) {
      const people = await listPersons(deps, ctx.tenantId);
      const plan = await findPlan(deps, ctx.tenantId);
      const chats = await countOpenChats(
        deps.db,
        ctx.tenantId,
        people.map(({ id }) => id),
      );
      const items = people.map((person) => toPerson(person, chats.get(person.id) ?? 0));
      const seats = { taken: items.filter((item) => !item.isDisabled).length, limit: plan?.rules.seats ?? null };
      return { body: { items, seats } satisfies Schemas['PeopleList'] };
    },

    async changePerson({ ctx, credential, params, body, noteForAudit }) {
      const { operatorId } = params;
      const changed = await changePerson(deps, ctx.tenantId, personInCharge(credential), operatorId, body);
      noteForAudit({ ...changed, targetName: changed.after.name });
      return { body: await readPerson(deps, ctx, operatorId) };
    },

    async disablePerson({ ctx, credential, params, noteForAudit }) {
      await disablePerson(deps, ctx.tenantId, personInCharge(credential), params.operatorId);
      const person = await readPerson(deps, ctx, params.operatorId);
      noteForAudit({ targetName: person.name, after: { email: person.email, openChats: person.openChats } });
      return { body: person };
    },

    async enablePerson({ ctx, credential, params, noteForAudit }) {
      await enablePerson(deps, ctx.tenantId, personInCharge(credential), params.operatorId);
      const person = await readPerson(deps, ctx, params.operatorId);
      noteForAudit({ targetName: person.name, after: { email: person.email } });
      return { body: person };
    },
  });
}

async function readPerson(deps: SettingsDeps, { tenantId }: Context, operatorId: string): Promise<Schemas['Person']> {
  const person = (await listPersons(deps, tenantId)).find(({ id }) => id === operatorId);
  if (!person) throw new AppError('operator.not_found', 'There is no such person in this workspace.');
  const chats = await countOpenChats(deps.db, tenantId, [operatorId]);
  return toPerson(person, chats.get(operatorId) ?? 0);
}

function toPerson(person: Person, openChats: number): Schemas['Person'] {
  const { id, name, email, roles, permissions, teamIds, disabledAt, lastSeenAt, sessions } = person;
  return {
    id,
    name,
    email,
    roles: [...roles],
    permissions: [...permissions],
    teamIds: [...teamIds],
    isDisabled: disabledAt !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    sessions,
    openChats,
  };
}
