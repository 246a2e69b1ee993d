import type { components } from '@parley/contract/parley';
import { AppError } from '../../kernel/errors.ts';
import { findSessionRights, findTokenRights, isWithin, scopesOf } from '../../modules/accounts/index.ts';
import { findEventType, type StreamFilter, toCursor } from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Credential } from '../authenticate.ts';
import { defineHandlers, type HandlersBySet, type ParleyRequest, type Reply } from '../handlers.ts';
import { createEventFrames, toEventBody } from './event-frames.ts';

const eventStreamType = 'text/event-stream';
const defaultPageSize = 100;
/** What the operation asks for. */
const scope = 'events:read';

/** The events of the workspace for those who can't host a webhook: as server-sent events, or page by page. */
export function createEventHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async readEvents(request) {
      const isStream = request.headers.accept?.toLowerCase().includes(eventStreamType) === true;
      return isStream ? streamEvents(deps, request) : pageEvents(deps, request);
    },
  });
}

async function streamEvents(deps: ApiDeps, request: ParleyRequest<'readEvents'>): Promise<Reply> {
  const { ctx, credential, query, signal } = request;
  const filter = toFilter(query);
  // What a client saw last is newer than what its address says.
  const last = request.headers['last-event-id'];
  const position = await deps.eventStream.locate(cursorOf(typeof last === 'string' ? last : undefined, query.cursor));
  const leave = deps.eventStream.enter(ctx.tenantId);
  const mayGoOn = async (): Promise<boolean> => {
    const held = await findScopesNow(deps, ctx.tenantId, credential);
    return held !== undefined && isWithin(scope, held);
  };
  const stream = createEventFrames({ stream: deps.eventStream, mayGoOn }, ctx, position, filter, signal);
  stream.once('close', leave);
  const headers = {
    'content-type': `${eventStreamType}; charset=utf-8`,
    'cache-control': 'no-cache, no-transform',
    // Keeps nginx from gathering events before it passes them on.
    'x-accel-buffering': 'no',
  };
  return { stream, headers };
}

/** The scopes of the caller as they are now; undefined when the token or the session is no longer taken. */
async function findScopesNow(
  deps: ApiDeps,
  tenantId: string,
  { session, tokenId }: Credential,
): Promise<Credential['scopes'] | undefined> {
  if (!session) return findTokenRights(deps, tenantId, tokenId);
  const permissions = await findSessionRights(deps, tenantId, tokenId);
  return permissions && scopesOf(permissions);
}

async function pageEvents(deps: ApiDeps, { ctx, query, signal }: ParleyRequest<'readEvents'>): Promise<Reply> {
  const filter = toFilter(query);
  const position = await deps.eventStream.locate(cursorOf(query.cursor));
  const waitMs = (query.wait ?? 0) * 1_000;
  const leave = waitMs > 0 ? deps.eventStream.enter(ctx.tenantId) : () => undefined;
  try {
    const options = { limit: query.limit ?? defaultPageSize, waitMs, signal };
    const page = await deps.eventStream.next(ctx, position, filter, options);
    const body: components['schemas']['EventPage'] = {
      events: page.events.map(toEventBody),
      cursor: toCursor(page.position),
    };
    return { body };
  } finally {
    leave();
  }
}

function cursorOf(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find((text) => text !== undefined && text !== '');
}

function toFilter(query: { readonly types?: readonly string[]; readonly conversationId?: string }): StreamFilter {
  const names = (query.types ?? []).flatMap((text) => text.split(',')).filter((name) => name.trim() !== '');
  const types = names.map((name) => {
    const type = findEventType(name);
    if (type) return type;
    throw new AppError('request.invalid', `types names ${name.trim()}, which is no type of event.`, {
      details: { field: 'types' },
    });
  });
  return {
    types: types.length > 0 ? [...new Set(types)] : undefined,
    conversationId: query.conversationId?.trim().toLowerCase() || undefined,
  };
}
