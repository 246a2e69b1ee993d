import type { Context } from '../../kernel/context.ts';
import { type Channel, getChannel } from '../../modules/channels/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { asBadRequest } from './as-bad-request.ts';

/**
 * The channel of that name or phone number; no name means the default one. Throws request.invalid for a name that no
 * channel bears: the text says that the channel is not found (wati-v3-behaviour.md, section 4).
 */
export function getRequestedChannel(deps: ApiDeps, ctx: Context, name: string | null | undefined): Promise<Channel> {
  return asBadRequest(['channel.not_found'], getChannel(deps, ctx, name));
}
