import type { components } from '@parley/contract/developer';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findOperatorsByIds, findTokenNames, readRetention } from '../../modules/accounts/index.ts';
import { type CallRow, callsKept, getCall, isLogOn, listCalls, switchLog } from '../../modules/requests/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { bodyKept } from '../request-log/record-call.ts';

type Schemas = components['schemas'];

const defaultPage = 50;
const daySeconds = 86_400;

/** The last calls of the API, and the switch that keeps them. */
export function createRequestLogHandlers(deps: ApiDeps): HandlersBySet['developer'] {
  const describeLog = async (ctx: Context): Promise<Schemas['RequestLog']> => ({
    enabled: await isLogOn(deps, ctx),
    keptSeconds:
      ((await readRetention(deps, ctx.tenantId)).find(({ what }) => what === 'requestLog')?.days ?? 0) * daySeconds,
    keptCalls: callsKept,
    keptBodyCharacters: bodyKept,
    skipped: deps.requestLog.skipped(ctx.tenantId),
  });
  return defineHandlers('developer', {
    getRequestLog: async ({ ctx }) => ({ body: await describeLog(ctx) }),

    async switchRequestLog({ ctx, body }) {
      await switchLog(deps, ctx, body.enabled);
      return { body: await describeLog(ctx) };
    },

    async listRequests({ ctx, query }) {
      const { status, failed, operation, tokenId, path, requestId, limit = defaultPage } = query;
      const [from, to] = [readMoment('from', query.from), readMoment('to', query.to)];
      const after = readCallId('after', query.after);
      const filter = { statusClass: status, failed, operation, tokenId, path, requestId, from, to, after };
      const page = await listCalls(deps, ctx, filter, { limit, cursor: readCallId('cursor', query.cursor) });
      return { body: { calls: await toCalls(deps, ctx, page.calls), nextCursor: page.nextCursor ?? null } };
    },

    async getRequest({ ctx, params }) {
      const call = await getCall(deps, ctx, params.callId);
      const [shown] = await toCalls(deps, ctx, [call]);
      const { requestHeaders, requestBody, answerHeaders, answerBody } = call;
      return { body: { ...shown, requestHeaders, requestBody, answerHeaders, answerBody } };
    },
  });
}

async function toCalls(deps: ApiDeps, ctx: Context, rows: readonly CallRow[]): Promise<Schemas['LoggedCall'][]> {
  const idsOf = (pick: (row: CallRow) => string | null): string[] => [
    ...new Set(rows.map(pick).filter((id) => id !== null)),
  ];
  const tokens = await findTokenNames(
    deps,
    ctx.tenantId,
    idsOf(({ tokenId }) => tokenId),
  );
  const { tenantId } = ctx;
  const wanted = idsOf(({ operatorId }) => operatorId).map((id) => ({ tenantId, id }));
  const people = await findOperatorsByIds(deps.db, wanted);
  return rows.map(({ tokenId, operatorId, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    version: row.version as Schemas['LoggedCall']['version'],
    token: tokenId === null ? null : { id: tokenId, name: tokens.get(tokenId) ?? '' },
    person: operatorId === null ? null : { id: operatorId, name: people.get(operatorId)?.name ?? '' },
  }));
}

function readMoment(name: string, text: string | undefined): Date | undefined {
  if (text === undefined || text === '') return undefined;
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new AppError('request.invalid', `${name} must be a moment in ISO 8601.`, { details: { field: name } });
}

function readCallId(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (isId(text)) return text;
  throw new AppError('request.invalid', `${name} must be the id of a call.`, { details: { field: name } });
}
