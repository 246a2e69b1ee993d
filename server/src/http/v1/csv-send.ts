import { AppError, isAppError } from '../../kernel/errors.ts';
import { type CreditGate, noCreditText, openCreditGate } from '../../modules/billing/index.ts';
import {
  addRecipients,
  giveUpLongCampaign,
  type LongCampaign,
  maxPartSize,
  planLongCampaign,
  startLongCampaign,
} from '../../modules/campaigns/index.ts';
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
 * first to count who can be sent to, then to freeze them in parts. It goes on when the client leaves. Nothing is sent before all
 * of them are there.
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
  const isCovered = await openCreditGate(deps, ctx, template.category);
  const campaign = planLongCampaign(deps, { name, channelId, template });
  const outcome = await freezeAll(deps, ctx, { campaign, recipients, isCovered }, rows, report);
  return { body: toCsvAnswer({ report, broadcastId: campaign.id, ...outcome }) };
}

async function countReady(rows: Rows, report: CsvReport): Promise<number> {
  let ready = 0;
  for await (const entry of rows()) {
    if (entry.kind === 'ready') ready += 1;
    else report.leaveOut(entry.leftOut);
  }
  return ready;
}

async function freezeAll(
  deps: ApiDeps,
  ctx: Request['ctx'],
  plan: { readonly campaign: LongCampaign; readonly recipients: number; readonly isCovered: CreditGate | undefined },
  rows: Rows,
  report: CsvReport,
): Promise<{ accepted: number; stopped?: string; broadcastId?: undefined }> {
  let { campaign } = plan;
  let accepted = 0;
  const add = async (given: readonly ReadyRow[]): Promise<void> => {
    const part = given.filter((entry) => isWithinCredit(entry, plan.isCovered, report));
    if (part.length === 0) return;
    const recipients = part.map((entry) => entry.recipient);
    const added = await addRecipients(deps, ctx, campaign, recipients);
    campaign = added.campaign;
    accepted += added.isPending.filter(Boolean).length;
    for (const [index, { row, address }] of part.entries()) {
      const reason = 'The contact allows no broadcasts, or is blocked';
      if (!added.isPending[index]) report.leaveOut({ row, kind: 'unwilling', address, reason });
    }
  };
  let refusal: string | undefined;
  try {
    for await (const part of inParts(rows())) await add(part);
  } catch (error) {
    if (accepted === 0 || !isAppError(error) || error.code === 'internal') {
      return giveUp(deps, ctx, campaign, error);
    }
    refusal = error.message;
  }
  if (campaign.added === 0) return { accepted, stopped: noCreditText, broadcastId: undefined };
  if (!(await startLongCampaign(deps, ctx, campaign))) throw new AppError('campaign.stopped', gaveUp);
  if (refusal === undefined) return { accepted };
  const progress = `The send stopped after ${accepted} of ${plan.recipients} messages, which go out.`;
  return { accepted, stopped: `${progress} ${refusal}` };
}

function isWithinCredit(
  { row, address, recipient }: ReadyRow,
  isCovered: CreditGate | undefined,
  report: CsvReport,
): boolean {
  if (isCovered?.(recipient) !== false) return true;
  report.leaveOut({ row, kind: 'unwilling', address, reason: noCreditText });
  return false;
}

const gaveUp = 'The file could not be taken whole, so nothing of it is sent.';

async function giveUp(deps: ApiDeps, ctx: Request['ctx'], campaign: LongCampaign, error: unknown): Promise<never> {
  if (campaign.added === 0) throw error;
  const { tenantId, requestId } = ctx;
  deps.log.error({ err: error, tenantId, requestId, broadcastId: campaign.id }, 'a CSV send stopped');
  await giveUpLongCampaign(deps, ctx, campaign, gaveUp);
  throw isAppError(error) && error.code !== 'internal' ? error : new AppError('campaign.stopped', gaveUp);
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
