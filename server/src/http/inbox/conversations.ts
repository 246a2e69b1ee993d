import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { listFlows } from '../../modules/automation/index.ts';
import {
  countViews,
  listInbox,
  listPresence,
  listScheduled,
  type PageFrom,
  readContactPanel,
  readDirectory,
  readTimeline,
  type TimelinePlace,
} from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type InboxRequest } from '../handlers.ts';
import { getRow, operatorIdOf } from './get-row.ts';
import { fromListCursor, toConversation, toListCursor, toPresence, toTag } from './shapes/conversation.ts';
import { fromFilterQuery } from './shapes/filter.ts';
import { toPanel } from './shapes/panel.ts';
import { toScheduledMessage } from './shapes/scheduled.ts';
import { toTimelineItem } from './shapes/timeline.ts';
import type { TemplateMemory } from './template-memory.ts';

const defaultLimit = 50;

/** What people read: the list, its counts, and one chat. */
export function createConversationHandlers(deps: ApiDeps, templates: TemplateMemory): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async listInboxConversations({ ctx, credential, query }) {
      const operatorId = operatorIdOf(credential);
      const page = await listInbox(deps, ctx, fromFilterQuery(query, operatorId), toPageFrom(query));
      const nowMs = deps.clock.nowMs();
      return {
        body: {
          conversations: page.rows.map((row) => toConversation(row, operatorId, nowMs)),
          nextCursor: toListCursor(page.older, 'older'),
          previousCursor: toListCursor(page.newer, 'newer'),
          isPartial: page.isPartial,
        },
      };
    },

    async getInboxCounts({ ctx, credential }) {
      return { body: await countViews(deps, ctx, operatorIdOf(credential)) };
    },

    async getInboxDirectory({ ctx }) {
      const [{ operators, teams, channels, tags }, chatbots] = await Promise.all([
        readDirectory(deps, ctx),
        listFlows(deps, ctx),
      ]);
      return {
        body: {
          operators: operators.map(({ id, name, email }) => ({ id, name, email })),
          teams: teams.map(({ id, name }) => ({ id, name })),
          channels: channels.map(({ id, name, phoneNumber }) => ({ id, name, phoneNumber })),
          tags: tags.map(toTag),
          chatbots: chatbots.map(({ id, name }) => ({ id, name })),
        },
      };
    },

    async getInboxConversation({ ctx, credential, params }) {
      const row = await getRow(deps, ctx, params.conversationId);
      const [presence, scheduled, newer] = await Promise.all([
        listPresence(deps.db, ctx, [row.id]),
        listScheduled(deps, ctx, row.id),
        row.unread > 0
          ? readTimeline(deps, ctx, row.id, { kind: 'after', id: row.seenMessageId ?? '' }, defaultLimit)
          : undefined,
      ]);
      const firstUnread = newer?.entries.find((entry) => entry.kind === 'message' && entry.message.direction === 'in');
      return {
        body: {
          conversation: toConversation(row, operatorIdOf(credential), deps.clock.nowMs()),
          presence: presence.map(toPresence),
          scheduledMessages: scheduled.filter(({ state }) => state === 'waiting').map(toScheduledMessage),
          firstUnreadId: firstUnread?.kind === 'message' ? firstUnread.message.id : null,
        },
      };
    },

    async readInboxTimeline({ ctx, params, query }) {
      const place = toPlace(query);
      const { id } = await getRow(deps, ctx, params.conversationId);
      const page = await readTimeline(deps, ctx, id, place, query.limit ?? defaultLimit);
      const describedOf = await templates.describe(ctx, page.entries);
      const items = page.entries.map((entry) => toTimelineItem(entry, describedOf));
      return { body: { items, hasOlder: page.hasOlder, hasNewer: page.hasNewer } };
    },

    async readInboxPanel({ ctx, params }) {
      const { id } = await getRow(deps, ctx, params.conversationId);
      return { body: toPanel(await readContactPanel(deps, ctx, id)) };
    },
  });
}

function toPageFrom(query: InboxRequest<'listInboxConversations'>['query']): PageFrom {
  const limit = query.limit ?? defaultLimit;
  if (query.cursor === undefined || query.cursor === '') return { key: undefined, direction: 'older', limit };
  const place = fromListCursor(query.cursor);
  if (place !== undefined) return { ...place, limit };
  const text = 'cursor must be the nextCursor or previousCursor of a page.';
  throw new AppError('request.invalid', text, { details: { field: 'cursor' } });
}

function toPlace(query: InboxRequest<'readInboxTimeline'>['query']): TimelinePlace {
  const named = (['before', 'after', 'around'] as const).filter((kind) => query[kind] !== undefined);
  const [kind, ...others] = named;
  if (kind === undefined) return { kind: 'newest', id: '' };
  if (others.length > 0) throw new AppError('request.invalid', 'Only one of before, after and around can be given.');
  const id = (query[kind] ?? '').trim().toLowerCase();
  if (isId(id)) return { kind, id };
  throw new AppError('request.invalid', `${kind} must be the id of an item.`, { details: { field: kind } });
}
