import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  changeTag,
  createTag,
  type KeptTag,
  listTagsWithChats,
  removeTagEverywhere,
} from '../../modules/conversations/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** The words that chats can bear. */
export function createTagHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listSettingsTags({ ctx }) {
      return { body: { items: (await listTagsWithChats(deps, ctx)).map(toTag) } satisfies Schemas['TagList'] };
    },

    async createTag({ ctx, body }) {
      const tag = await createTag(deps, ctx, body.name, body.color ?? null);
      if (!tag) throw new AppError('tag.name_taken', `There is a tag with the name ${body.name.trim()}.`);
      return { status: 201, body: await readTag(deps, ctx, tag.id) };
    },

    async changeTag({ ctx, params, body, noteForAudit }) {
      const input = { name: body.name, color: body.color ?? null };
      const { before, after } = await changeTag(deps, ctx, params.tagId, input);
      noteForAudit({ targetName: after.name, before, after });
      return { body: await readTag(deps, ctx, params.tagId) };
    },

    async deleteTag({ ctx, params, noteForAudit }) {
      const { name, chats } = await removeTagEverywhere(deps, ctx, params.tagId);
      noteForAudit({ targetName: name, before: { name, chats } });
      return { body: { chats } };
    },

    async mergeTag({ ctx, params, body, noteForAudit }) {
      const { name, into, chats } = await removeTagEverywhere(deps, ctx, params.tagId, body.intoTagId);
      noteForAudit({ targetName: name, before: { name, chats }, after: { name: into } });
      return { body: { chats } };
    },
  });
}

async function readTag(deps: SettingsDeps, ctx: Context, tagId: string): Promise<Schemas['Tag']> {
  const tag = (await listTagsWithChats(deps, ctx)).find(({ id }) => id === tagId);
  if (!tag) throw new AppError('tag.not_found', 'Tag not found.');
  return toTag(tag);
}

function toTag({ id, name, color, chats }: KeptTag): Schemas['Tag'] {
  return { id, name, color: color as Schemas['TagColor'] | null, chats };
}
