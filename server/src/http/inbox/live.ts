import { findSessionRights } from '../../modules/accounts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { operatorIdOf } from './get-row.ts';
import { createLiveFrames } from './live-frames.ts';
import type { TemplateMemory } from './template-memory.ts';

/** What happens, told as it happens. */
export function createLiveHandlers(deps: ApiDeps, templates: TemplateMemory): HandlersBySet['inbox'] {
  return defineHandlers('inbox', {
    async followInbox({ ctx, credential, query, headers, signal }) {
      const last = headers['last-event-id'];
      const cursor = [typeof last === 'string' ? last : undefined, query.cursor].find((text) => text?.trim());
      const from = cursor === undefined ? undefined : await deps.eventStream.locate(cursor.trim());
      const mayGoOn = async (): Promise<boolean> =>
        (await findSessionRights(deps, ctx.tenantId, credential.tokenId))?.includes('inbox.read') ?? false;
      const operatorId = operatorIdOf(credential);
      const stream = await createLiveFrames({ ...deps, templates, mayGoOn }, { ctx, operatorId, from, signal });
      const responseHeaders = {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        // Keeps nginx from gathering frames before it passes them on.
        'x-accel-buffering': 'no',
      };
      return { stream, headers: responseHeaders };
    },
  });
}
