import type { components } from '@parley/contract/wati-v3';
import { listChannels } from '../../modules/channels/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

type Schemas = components['schemas'];

/**
 * All connected numbers. WATI's documentation leaves the default one out, a live tenant showed it: a client that picks a
 * channel from this list needs it.
 */
export function createV3ChannelHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listChannels({ ctx, query }) {
      const channels = await listChannels(deps, ctx);
      const start = (query.page_number - 1) * query.page_size;
      const body: Schemas['GetChannelsResponse'] = {
        channels: channels
          .slice(start, start + query.page_size)
          .map(({ id, name }) => ({ id, name, channel: 'Whatsapp' })),
      };
      return { body };
    },
  });
}
