import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import {
  type Campaign,
  getCampaign,
  listCampaigns,
  listRecipients,
  sumCampaigns,
} from '../../modules/campaigns/index.ts';
import { compileValueReader, getTemplate, type NamedValue } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { getRequestedChannel } from './get-requested-channel.ts';
import { readDateRange } from './read-date-range.ts';
import { toBroadcastDetails, toBroadcastDto, toOverview } from './shapes/broadcast.ts';
import { toRecipientDto } from './shapes/broadcast-recipient.ts';

type Schemas = components['schemas'];

/** What became of broadcasts: one by one, person by person, and all of a period. */
export function createV3BroadcastHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async listBroadcasts({ ctx, query }) {
      const page = { pageNumber: query.page_number, pageSize: query.page_size };
      const filter = { ...readDateRange(query), channelId: await findChannelId(deps, ctx, query.channel) };
      const { campaigns, total } = await listCampaigns(deps, ctx, filter, page);
      const body: Schemas['GetBroadcastsResponse'] = {
        broadcasts: campaigns.map(toBroadcastDto),
        page_number: page.pageNumber,
        page_size: page.pageSize,
        total,
      };
      return { body };
    },

    async getBroadcast({ ctx, params }) {
      return { body: toBroadcastDetails(await findBroadcast(deps, ctx, params.broadcast_id)) };
    },

    async listBroadcastRecipients({ ctx, params, query }) {
      const campaign = await findBroadcast(deps, ctx, params.broadcast_id);
      const page = { pageNumber: query.page_number, pageSize: query.page_size };
      const rows = await listRecipients(deps, ctx, campaign, page);
      const readValues = rows.length > 0 ? await findValueReader(deps, ctx, campaign.templateId) : () => [];
      const body: Schemas['GetBroadcastRecipientsResponse'] = {
        recipients: rows.map((row) => toRecipientDto(row, campaign, readValues(row.content))),
        page_number: page.pageNumber,
        page_size: page.pageSize,
        total_count: campaign.recipients,
      };
      return { body };
    },

    async getBroadcastsOverview({ ctx, query }) {
      const range = readDateRange(query);
      if (!range.from) throw missingDate('date_from');
      if (!range.to) throw missingDate('date_to');
      const channelId = await findChannelId(deps, ctx, query.channel);
      return { body: toOverview(await sumCampaigns(deps, ctx, { ...range, channelId, name: query.search_string })) };
    },
  });
}

function missingDate(field: string): AppError {
  return new AppError('request.invalid', `${field} is required: a date.`, { details: { field } });
}

/** Undefined: every channel. */
async function findChannelId(deps: ApiDeps, ctx: Context, name: string | undefined): Promise<string | undefined> {
  return name?.trim() ? (await getRequestedChannel(deps, ctx, name)).id : undefined;
}

function findBroadcast(deps: ApiDeps, ctx: Context, given: string): Promise<Campaign> {
  const id = given.trim().toLowerCase();
  if (!isId(id)) throw new AppError('campaign.not_found', 'Broadcast not found');
  return getCampaign(deps, ctx, id);
}

/** Without the template its values have no names any more. */
async function findValueReader(
  deps: ApiDeps,
  ctx: Context,
  templateId: string,
): Promise<(content: unknown) => readonly NamedValue[]> {
  try {
    return compileValueReader(await getTemplate(deps, ctx, templateId));
  } catch (error) {
    if (isAppError(error, 'template.not_found')) return () => [];
    throw error;
  }
}
