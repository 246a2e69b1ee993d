import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import {
  type CallRow,
  callByIdStatement,
  pageOfCallsStatement,
  readSwitchStatement,
  type WholeCallRow,
  writeSwitchStatement,
} from './queries.ts';
import type { RequestLog } from './request-log.ts';

export interface CallFilter {
  /** The first digit of the status. */
  readonly statusClass?: number | undefined;
  readonly failed?: boolean | undefined;
  readonly operation?: string | undefined;
  readonly tokenId?: string | undefined;
  /** A part of the path or query, in any case. */
  readonly path?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only calls after that one. */
  readonly after?: string | undefined;
}

export interface WholeCall extends CallRow {
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answerBody: string | null;
}

/** Beyond every id. */
const lastId = 'g';

/** A page of calls, the newest first; `cursor` is the id of the last one of the page before. */
export async function listCalls(
  deps: { readonly db: Database },
  ctx: Context,
  filter: CallFilter,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly calls: readonly CallRow[]; readonly nextCursor: string | undefined }> {
  const { statusClass, failed, operation, tokenId, path, requestId, from, to, after } = filter;
  const before = least(page.cursor ?? lastId, to === undefined ? lastId : firstIdAt(to.getTime()));
  const since = greatest(after ?? '', from === undefined ? '' : firstIdAt(from.getTime()));
  const tests = [statusClass, failed, operation, tokenId, path, requestId].map((value) => value ?? null);
  const rows = await deps.db.tenant(ctx.tenantId, pageOfCallsStatement, [before, since, ...tests, page.limit + 1]);
  const calls = rows.slice(0, page.limit);
  return { calls, nextCursor: rows.length > page.limit ? calls.at(-1)?.id : undefined };
}

/** Throws request_log.not_found, also for one that was swept. */
export async function getCall(deps: { readonly db: Database }, ctx: Context, callId: string): Promise<WholeCall> {
  const [row] = await deps.db.tenant(ctx.tenantId, callByIdStatement, [callId]);
  if (!row) throw new AppError('request_log.not_found', 'There is no call with that id, or it is no longer kept.');
  return { ...row, requestHeaders: readHeaders(row.requestHeaders), answerHeaders: readHeaders(row.answerHeaders) };
}

/** Whether calls of the tenant are kept; they are unless somebody switched it off. */
export async function isLogOn(deps: { readonly db: Database }, ctx: Context): Promise<boolean> {
  const [row] = await deps.db.tenant(ctx.tenantId, readSwitchStatement);
  return row?.enabled ?? true;
}

/** Holds at once in this process, and within 5 seconds in others. What was kept stays until it is old. */
export async function switchLog(
  deps: { readonly db: Database; readonly clock: Clock; readonly requestLog: RequestLog },
  ctx: Context,
  enabled: boolean,
): Promise<void> {
  await deps.db.tenant(ctx.tenantId, writeSwitchStatement, [enabled, deps.clock.now()]);
  deps.db.afterCommit(() => deps.requestLog.switched(ctx.tenantId, enabled));
}

function readHeaders(text: WholeCallRow['requestHeaders']): Record<string, string> {
  return JSON.parse(text) as Record<string, string>;
}

function least(a: string, b: string): string {
  return a < b ? a : b;
}

function greatest(a: string, b: string): string {
  return a > b ? a : b;
}
