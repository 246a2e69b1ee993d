import type { components } from '@parley/contract/wati-v1-v2';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findConversations } from '../../modules/conversations/index.ts';
import { countHistory, findMessageByLocalId, type HistoryQuery, listHistory } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseChannel, refuseWith } from './refuse.ts';
import { toHistoryItem, toMessageRecord } from './shapes/history.ts';
import { fromBound } from './shapes/moment.ts';
import { toPageLink } from './shapes/page-link.ts';

type MessagesPage = components['schemas']['MessagesPage'];

export function createV1MessageHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getMessages: (request) => refuseWith({ 'channel.not_found': refuseChannel }, () => getMessages(deps, request)),

    async getWhatsAppMessageByLocalMessageId({ ctx, params }) {
      const { localMessageId, phoneNumber: number } = params;
      const row = await findMessageByLocalId(deps, ctx, { localMessageId, number });
      if (row === undefined) throw new AppError('message.not_found', 'Message not found');
      return { body: toMessageRecord(row) };
    },
  });
}

/** The history of a contact on the channel named, or on all; somebody unknown has `messages` null. */
async function getMessages(deps: ApiDeps, { ctx, params, query }: LegacyRequest<'getMessages'>): Promise<Reply> {
  const { pageNumber, pageSize, from, to, channelPhoneNumber } = query;
  const range = { from: fromBound('from', from), to: fromBound('to', to) };
  const found = await findConversations(deps, ctx, params.whatsappNumber, channelPhoneNumber);
  const page =
    found &&
    (await readPage(deps, ctx, {
      conversationIds: found.conversations.map((conversation) => conversation.id),
      ...range,
      pageNumber,
      pageSize,
    }));
  const target = encodeURIComponent(params.whatsappNumber);
  const body: components['schemas']['GetMessagesResponse'] = {
    result: 'success',
    messages: page ?? null,
    link: toPageLink({
      address: `${deps.publicUrl()}/${ctx.tenantId}/api/v1/getMessages/${target}`,
      filters: { channelPhoneNumber, from, to },
      pageNumber,
      pageSize,
      total: page?.total ?? 0,
    }),
  };
  return { body };
}

async function readPage(deps: ApiDeps, ctx: Context, query: HistoryQuery): Promise<MessagesPage> {
  const isWhole = query.from === undefined && query.to === undefined;
  const [rows, total, grandTotal] = await Promise.all([
    listHistory(deps, ctx, query),
    countHistory(deps, ctx, query),
    isWhole ? undefined : countHistory(deps, ctx, { ...query, from: undefined, to: undefined }),
  ]);
  return {
    items: rows.map(toHistoryItem),
    pageNumber: query.pageNumber,
    pageSize: query.pageSize,
    convCount: 0,
    total,
    grandTotal: grandTotal ?? total,
    orderBy: null,
    lastId: null,
    sortBy: null,
    filters: null,
    allowFilters: null,
    search: null,
  };
}
