import { AppError } from '../../kernel/errors.ts';
import { enableAutoRetry } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseWith, toFailure } from './refuse.ts';

const dayMs = 86_400_000;

export function createV1BroadcastHandlers(deps: ApiDeps) {
  const refusals = {
    'campaign.not_found': (error: AppError): Reply => ({
      status: 400,
      body: { ...toFailure(error.message), reason: error.reason },
    }),
  };
  return defineHandlers('v1v2', {
    enableBroadcastAutoRetry: (request) => refuseWith(refusals, () => enableRetry(deps, request)),
  });
}

async function enableRetry(
  deps: ApiDeps,
  { ctx, params, body }: LegacyRequest<'enableBroadcastAutoRetry'>,
): Promise<Reply> {
  const until = readEnd(body, deps.clock.nowMs());
  const broadcastId = params.broadcastId.trim();
  const retry = await enableAutoRetry(deps, ctx, { broadcastId, until });
  return {
    body: {
      result: true,
      info: retry.nextAt ? '' : 'Nothing is tried again: the first try would come after the end.',
      broadcastId,
      retryUntil: retry.until.toISOString(),
      nextRetryAt: retry.nextAt?.toISOString() ?? null,
    },
  };
}

/** The end of the tries: `retryDays` from now, or `retryUntil`, of which a plain day counts to its end in UTC. */
function readEnd(body: LegacyRequest<'enableBroadcastAutoRetry'>['body'], nowMs: number): Date {
  const days = body.retryDays?.trim();
  const until = body.retryUntil?.trim();
  if (days && until) throw new AppError('request.invalid', 'Give either retryDays or retryUntil, not both.');
  if (days) return new Date(nowMs + Number(days) * dayMs);
  if (!until) throw new AppError('request.invalid', 'Give retryDays (1 to 7) or retryUntil (a date).');
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until);
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;
  const text = isDay || /Z$|[+-]\d\d:\d\d$/i.test(until) ? until : `${until}Z`;
  const start = form.test(until) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(start)) {
    throw new AppError('request.invalid', 'retryUntil must be a date: YYYY-MM-DD, or with a time in ISO 8601.');
  }
  return new Date(isDay ? start + dayMs - 1 : start);
}
