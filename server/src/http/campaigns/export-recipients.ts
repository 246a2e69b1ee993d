import { Readable } from 'node:stream';
import type { Context } from '../../kernel/context.ts';
import {
  pageRecipients,
  type RecipientFilter,
  type RecipientRow,
  type RecipientsOf,
} from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { csvStart, toCsvLine } from '../csv/write-csv.ts';
import { reasonOf } from './shapes/recipient.ts';

const pageSize = 1_000;
const header = ['Phone', 'Name', 'State', 'Reason', 'Code', 'Sent', 'Delivered', 'Read', 'Replied', 'Text'];

/** The recipients of a campaign as CSV, a page at a time; moments are ISO 8601 in UTC. Ends when the client leaves. */
export function streamRecipients(
  deps: ApiDeps,
  ctx: Context,
  campaign: RecipientsOf,
  options: { readonly filter: RecipientFilter | undefined; readonly signal: AbortSignal },
): Readable {
  return Readable.from(writeRows(deps, ctx, campaign, options), { objectMode: false });
}

async function* writeRows(
  deps: ApiDeps,
  ctx: Context,
  campaign: RecipientsOf,
  { filter, signal }: { readonly filter: RecipientFilter | undefined; readonly signal: AbortSignal },
): AsyncGenerator<string> {
  yield csvStart + toCsvLine(header);
  let after: string | undefined;
  while (!signal.aborted) {
    const rows = await pageRecipients(deps, ctx, campaign, { filter, after, limit: pageSize });
    if (rows.length > 0) yield rows.map(toLine).join('');
    after = rows.at(-1)?.id;
    if (rows.length < pageSize) return;
  }
}

function toLine(row: RecipientRow): string {
  const moments = [row.sentAt, row.deliveredAt, row.readAt, row.repliedAt].map((at) => at?.toISOString() ?? '');
  const state = row.state === 'unconfirmed' ? 'sending' : row.state;
  const code = row.state === 'failed' ? (row.failedCode ?? '') : '';
  return toCsvLine([
    row.waId ?? row.bsuid ?? '',
    row.name ?? '',
    state,
    reasonOf(row) ?? '',
    code,
    ...moments,
    row.text ?? '',
  ]);
}
