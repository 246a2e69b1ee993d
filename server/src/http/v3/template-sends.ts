import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import type { Channel } from '../../modules/channels/index.ts';
import { findSendableTemplate, type Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type Reply } from '../handlers.ts';
import { getRequestedChannel } from './get-requested-channel.ts';
import { planRecipients } from './plan-recipients.ts';
import { readMoment } from './read-date-range.ts';
import { refuseBeyondCredit, tellCreditAlone } from './refuse-beyond-credit.ts';
import { refuseOptedOut } from './refuse-opted-out.ts';
import { sendToPeople } from './send-to-people.ts';
import {
  fromTemplateSend,
  type TemplateSendInput,
  toRefusedSend,
  toTemplateSendResponse,
} from './shapes/template-send.ts';

/** So far back a moment still means now: clocks differ, and calls take time. */
const pastToleranceMs = 5 * 60_000;
const furthestAheadMs = 366 * 24 * 60 * 60_000;

/** Templates to 1 to 10,000 people at once, now or later: those who can be sent to are accepted together, the others told. */
export function createV3TemplateSendHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    sendTemplateMessages: ({ ctx, body }) => send(deps, ctx, fromTemplateSend(body), undefined),
    scheduleTemplateMessages: async ({ ctx, body }) => {
      const scheduledAt = readSchedule(body.scheduled_at, deps.clock.nowMs());
      return send(deps, ctx, fromTemplateSend(body), scheduledAt);
    },
  });
}

async function send(
  deps: ApiDeps,
  ctx: Context,
  input: TemplateSendInput,
  scheduledAt: Date | undefined,
): Promise<Reply> {
  const channel = await getRequestedChannel(deps, ctx, input.channel);
  const found = await findTemplate(deps, ctx, channel, input.templateName);
  if (found.kind === 'refused') return { body: toRefusedSend(found.error) };
  const { template } = found;
  const wanted = await planRecipients(deps, ctx, template, input.recipients);
  const willing = await refuseOptedOut(deps, ctx, template, wanted);
  const planned = await refuseBeyondCredit(deps, ctx, template, willing);
  const recipients = planned.flatMap((entry) => (entry.kind === 'ready' ? entry.recipient : []));
  if (recipients.length === 0) return { body: tellCreditAlone(toTemplateSendResponse(planned, undefined)) };
  const broadcast = { name: input.broadcastName, channelId: channel.id, template, recipients, scheduledAt };
  return { body: toTemplateSendResponse(planned, await sendToPeople(deps, ctx, broadcast)) };
}

/** Throws request.invalid for what is no moment, is past by more than five minutes, or more than a year ahead. */
function readSchedule(text: string, nowMs: number): Date {
  const details = { field: 'scheduled_at' };
  const moment = readMoment('scheduled_at', text);
  if (!moment) throw new AppError('request.invalid', 'scheduled_at is required.', { details });
  if (moment.ms < nowMs - pastToleranceMs) {
    throw new AppError('request.invalid', 'scheduled_at must lie in the future; it is read as UTC.', { details });
  }
  if (moment.ms > nowMs + furthestAheadMs) {
    throw new AppError('request.invalid', 'scheduled_at must lie at most a year ahead.', { details });
  }
  return new Date(moment.ms);
}

type FoundTemplate =
  | { readonly kind: 'found'; readonly template: Template }
  | { readonly kind: 'refused'; readonly error: string };

async function findTemplate(deps: ApiDeps, ctx: Context, channel: Channel, name: string): Promise<FoundTemplate> {
  try {
    return { kind: 'found', template: await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name }) };
  } catch (error) {
    const isKnown = isAppError(error, 'template.not_found') || isAppError(error, 'template.not_approved');
    if (!isKnown) throw error;
    return { kind: 'refused', error: error.message };
  }
}
