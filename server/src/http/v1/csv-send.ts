import { AppError, isAppError } from '../../kernel/errors.ts';
import { acceptPart, type LongBroadcast, maxPartSize, planLongBroadcast } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { openTable } from '../csv/open-table.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { createRowPlan, type PlannedRow } from './csv-rows.ts';
import { refuseChannel, refuseWith, toFailure } from './refuse.ts';
import { chooseTemplate } from './send-templates.ts';
import { type CsvReport, createCsvReport, toCsvAnswer } from './shapes/csv-answer.ts';

type Request = LegacyRequest<'sendTemplateMessageCSV'>;
type Rows = () => AsyncGenerator<PlannedRow>;
type ReadyRow = Extract<PlannedRow, { kind: 'ready' }>;

export function createV1CsvSendHandlers(deps: ApiDeps) {
  const refusals = {
    'channel.not_found': refuseChannel,
    'template.not_found': (): Reply => ({ body: toFailure('Template not found') }),
  };
  return defineHandlers('v1v2', {
    sendTemplateMessageCSV: (request) => refuseWith(refusals, () => sendCsv(deps, request)),
  });
}

/**
 * Reads the file twice, so that nothing is written before all of it is known to be readable, and at no time is it in memory:
 * first to count who can be sent to, then to accept them in parts. It goes on when the client leaves.
 */
async function sendCsv(deps: ApiDeps, { ctx, query, files }: Request): Promise<Reply> {
  const file = files.find((entry) => entry.fieldName === 'whatsapp_numbers_csv') ?? files[0];
  if (!file) throw new AppError('request.invalid', 'whatsapp_numbers_csv is required: send it as a file of a form.');
  const { template_name: templateName, broadcast_name: broadcastName, channel_number: channelNumber } = query;
  const chosen = await chooseTemplate(deps, ctx, { templateName, broadcastName, channelNumber });
  const rows = createRowPlan(await openTable(file.path), chosen);
  const report = createCsvReport();
  const recipients = await countReady(rows, report);
  if (recipients === 0) {
    const stopped = 'No row of the file can be sent to.';
    return { body: toCsvAnswer({ report, accepted: 0, broadcastId: undefined, stopped }) };
  }
  const name = broadcastName.trim() || chosen.template.name;
  const { channelId, template } = chosen;
  const broadcast = planLongBroadcast(deps, { name, channelId, template, recipients });
  return {
    body: toCsvAnswer({ report, broadcastId: broadcast.id, ...(await acceptAll(deps, ctx, broadcast, rows, report)) }),
  };
}

async function countReady(rows: Rows, report: CsvReport): Promise<number> {
  let ready = 0;
  for await (const entry of rows()) {
    if (entry.kind === 'ready') ready += 1;
    else report.leaveOut(entry.leftOut);
  }
  return ready;
}

async function acceptAll(
  deps: ApiDeps,
  ctx: Request['ctx'],
  broadcast: LongBroadcast,
  rows: Rows,
  report: CsvReport,
): Promise<{ accepted: number; stopped?: string }> {
  let accepted = 0;
  let handled = 0;
  const accept = async (part: readonly ReadyRow[]): Promise<void> => {
    const isLast = handled + part.length === broadcast.recipients;
    const recipients = part.map((entry) => entry.recipient);
    const { isAccepted } = await acceptPart(deps, ctx, broadcast, { recipients, isLast });
    handled += part.length;
    accepted += isAccepted.filter(Boolean).length;
    for (const [index, { row, address }] of part.entries()) {
      const reason = 'The contact allows no broadcasts, or is blocked';
      if (!isAccepted[index]) report.leaveOut({ row, kind: 'unwilling', address, reason });
    }
  };
  try {
    for await (const part of inParts(rows())) await accept(part);
    return { accepted };
  } catch (error) {
    if (accepted === 0) throw error;
    const progress = `The send stopped after ${accepted} of ${broadcast.recipients} messages, which go out.`;
    const isRefusal = isAppError(error) && error.code !== 'internal';
    if (isRefusal) return { accepted, stopped: `${progress} ${error.message}` };
    const { tenantId, requestId } = ctx;
    deps.log.error({ err: error, tenantId, requestId, broadcastId: broadcast.id, accepted }, 'a CSV send stopped');
    throw new AppError('campaign.stopped', progress, { details: { broadcastId: broadcast.id, accepted } });
  }
}

/** Those who can be sent to, in lists of what one transaction accepts. */
async function* inParts(rows: AsyncGenerator<PlannedRow>): AsyncGenerator<ReadyRow[]> {
  let part: ReadyRow[] = [];
  for await (const entry of rows) {
    if (entry.kind === 'ready') part.push(entry);
    if (part.length < maxPartSize) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
