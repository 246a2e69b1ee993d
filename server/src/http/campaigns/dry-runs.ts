import { setTimeout as delay } from 'node:timers/promises';
import type { components } from '@parley/contract/campaigns';
import type { Context } from '../../kernel/context.ts';
import {
  type AudienceChanges,
  type DryRun,
  findAnyDryRun,
  getCampaign,
  getDryRun,
  launchDryRun,
  pageRecipients,
  type StartedDryRun,
  startDryRun,
} from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type Reply } from '../handlers.ts';
import { requireSession } from '../internal/require-session.ts';
import { readDraftId } from './drafts.ts';
import { foretell } from './foretell.ts';
import { readCursor, readId } from './read-id.ts';
import { toCampaign } from './shapes/campaign.ts';
import { toRecipient } from './shapes/recipient.ts';
import { findShownTemplate } from './shown-template.ts';

type Schemas = components['schemas'];

/** Most dry runs end sooner; large ones are asked for again. */
const waitMs = 5_000;

/** What a campaign will do, before it does it; and the launch of just that. */
export function createDryRunHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async makeCampaignDryRun({ ctx, credential, params }) {
      const { timeZone } = requireSession(credential).tenant;
      const started = await startDryRun(deps, ctx, { draftId: readDraftId(params.draftId), timeZone });
      const dryRun = await waitFor(deps, ctx, started);
      if (dryRun) return { status: 201, body: await foretell(deps, ctx, dryRun) };
      return tellProgress(await findAnyDryRun(deps, ctx, started.id));
    },

    async getCampaignDryRun({ ctx, params }) {
      const dryRun = await findAnyDryRun(deps, ctx, readDryRunId(params.dryRunId));
      return dryRun.summary ? { body: await foretell(deps, ctx, dryRun) } : tellProgress(dryRun);
    },

    async listDryRunRecipients({ ctx, params, query }) {
      const { id, plan, summary } = await getDryRun(deps, ctx, readDryRunId(params.dryRunId));
      const after = readCursor(query.cursor);
      const { state: filter, search, limit = 50 } = query;
      // A dry run has frozen people alone.
      const of = { id, firstMessageId: null, lastMessageId: null };
      const rows = await pageRecipients(deps, ctx, of, { filter, search, after, limit });
      const template = await findShownTemplate(deps, ctx, plan.templateId ?? '');
      const body: Schemas['RecipientPage'] = {
        recipients: rows.map((row) => toRecipient(row, template)),
        nextCursor:
          rows.length < limit || rows.at(-1)?.id === summary?.lastMessageId ? null : (rows.at(-1)?.id ?? null),
      };
      return { body };
    },

    async launchCampaign({ ctx, credential, params, body }) {
      const { timeZone } = requireSession(credential).tenant;
      const id = readDryRunId(params.dryRunId);
      const launch = await launchDryRun(deps, ctx, { id, hash: body.hash, timeZone });
      if (launch.kind === 'changed') return tellChanged(deps, ctx, launch.changes);
      return { status: 201, body: toCampaign(await getCampaign(deps, ctx, launch.id)) };
    },
  });
}

/** Undefined when it takes longer; it goes on. A call that is written down for repeats waits to the end. */
async function waitFor(
  deps: ApiDeps,
  { tenantId, requestId }: Context,
  { id, finished }: StartedDryRun,
): Promise<DryRun | undefined> {
  if (deps.db.isHeld()) return finished;
  const timer = new AbortController();
  const waited = delay(waitMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
  let isLeft = false;
  const watched = finished.catch((error: unknown) => {
    if (!isLeft) throw error;
    deps.log.warn({ err: error, tenantId, requestId, dryRunId: id }, 'a dry run could not be finished');
    return undefined;
  });
  try {
    const dryRun = await Promise.race([watched, waited]);
    isLeft = true;
    return dryRun;
  } finally {
    timer.abort();
  }
}

function tellProgress({ id, draftId, state, counted, problem }: DryRun): Reply {
  const body: Schemas['DryRunProgress'] = {
    id,
    draftId,
    state: state === 'counting' ? 'counting' : 'over',
    counted,
    problem,
  };
  return { status: 202, body };
}

function readDryRunId(given: string): string {
  return readId(given, 'campaign.dry_run_not_found', 'This dry run is gone. Make another one.');
}

function tellChanged(deps: ApiDeps, ctx: Context, changes: AudienceChanges): Reply {
  const body: Schemas['ChangedAudience'] = {
    code: 409,
    reason: 'campaign.audience_changed',
    message: 'The audience is not what the dry run showed any more. Nothing was sent.',
    requestId: ctx.requestId,
    timestamp: deps.clock.now().toISOString(),
    changes: { ...changes, examples: changes.examples.map((example) => ({ ...example })) },
  };
  return { status: 409, body };
}
