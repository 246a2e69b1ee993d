import type { components } from '@parley/contract/campaigns';
import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { type CountryCosts, estimateByCountry } from '../../modules/billing/index.ts';
import { type DryRun, type DryRunSummary, findSendOutlook, type SendOutlook } from '../../modules/campaigns/index.ts';
import { listChannels } from '../../modules/channels/index.ts';
import type { Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { findTemplate } from './shown-template.ts';
import { listWarnings } from './warnings.ts';

type Schemas = components['schemas'];

/** What is known of a send before it begins. */
export interface Outlook {
  readonly summary: DryRunSummary;
  readonly values: DryRun['plan']['values'];
  readonly template: Template | undefined;
  readonly costs: CountryCosts;
  readonly send: SendOutlook | undefined;
}

const dayMs = 24 * 60 * 60_000;

/** A dry run with what it costs, how long it takes and what speaks against it, as of now. */
export async function foretell(deps: ApiDeps, ctx: Context, dryRun: DryRun): Promise<Schemas['DryRun']> {
  const summary = present(dryRun.summary, 'the summary of a dry run');
  const { plan } = dryRun;
  const template = await findTemplate(deps, ctx, plan.templateId ?? '');
  const category = (template?.category ?? '').toLowerCase();
  const people = new Map(Object.entries(summary.countries));
  const costs = await estimateByCountry(deps, ctx.tenantId, { category, people });
  const channelId = plan.channelId ?? (await listChannels(deps, ctx))[0]?.id ?? '';
  const send = await findSendOutlook(deps, ctx, channelId);
  const outlook: Outlook = { summary, values: plan.values, template, costs, send };
  const { wallet } = costs;
  return {
    id: dryRun.id,
    draftId: dryRun.draftId,
    name: dryRun.name,
    state: dryRun.state === 'counting' ? 'over' : dryRun.state,
    hash: dryRun.hash ?? '',
    madeAt: dryRun.madeAt.toISOString(),
    validUntil: dryRun.validUntil.toISOString(),
    recipients: summary.recipients,
    pending: summary.pending,
    skipped: summary.skipped,
    startsAt: summary.startsAt,
    finishesAt: new Date(finishMs(outlook)).toISOString(),
    zones: summary.zones.map((zone) => ({ ...zone })),
    late: summary.late,
    putOff: summary.putOff,
    cost: {
      category,
      currency: costs.currency,
      total: costs.cost,
      credit: wallet ? wallet.credit + wallet.welcomeCredit : null,
      countries: costs.countries.map((entry) => ({ ...entry })),
    },
    limit: {
      perDay: send?.dailyLimit ?? null,
      reached: send?.reached ?? 0,
      left: send?.dailyLimit === undefined ? null : Math.max(0, send.dailyLimit - send.reached),
    },
    rate: { perSecond: send?.ratePerSecond ?? 0, ahead: send?.ahead ?? 0 },
    warnings: listWarnings(outlook),
  };
}

/** When the last one is sent to: after those ahead in the queue, by the rate, over as many days as the messaging limit takes. */
function finishMs({ summary, send }: Outlook): number {
  const startMs = Date.parse(summary.startsAt);
  const rate = send?.ratePerSecond ?? 0;
  const sendMs = rate > 0 ? ((send?.ahead ?? 0) + summary.pending) * (1_000 / rate) : 0;
  const { dailyLimit, reached = 0 } = send ?? {};
  const beyond = dailyLimit === undefined ? 0 : Math.max(0, summary.pending - Math.max(0, dailyLimit - reached));
  const waits = dailyLimit ? Math.ceil(beyond / dailyLimit) * dayMs : 0;
  const lastZone = summary.zones.at(-1);
  const zoneMs = lastZone && rate > 0 ? (lastZone.people * 1_000) / rate : 0;
  const lastMs = lastZone ? Date.parse(lastZone.at) + zoneMs : startMs;
  return Math.round(Math.max(startMs + sendMs + waits, lastMs));
}
