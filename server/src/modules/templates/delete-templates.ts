import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { TemplateChangeOutcome } from '../../meta/graph-client.ts';
import { isUnknownObject } from '../../meta/graph-error.ts';
import { toLanguageCode } from '../../meta/template-rules/index.ts';
import { listAccountChannels } from '../channels/index.ts';
import {
  claimDeleteStatement,
  lockByNameStatement,
  markGoneStatement,
  releaseDeleteStatement,
} from './call-queries.ts';
import { throwFailure } from './meta-failure.ts';
import { findByNameStatement } from './queries.ts';
import { lookUpTemplates, syncTemplate } from './sync-templates.ts';
import { getAccount, type TemplateDeps } from './template-deps.ts';
import { templateChanged } from './template-event.ts';
import type { Template } from './types.ts';

export interface TemplatesToDelete {
  readonly wabaId: string;
  readonly name: string;
  /** Every language when undefined. */
  readonly language: string | undefined;
}

/** Meta's answer when the template is not there (any more). */
const templateMissing = 2593002;
const maxLanguages = 200;

interface Claim {
  readonly callId: string;
  /** Rows that Meta has too. */
  readonly atMeta: readonly Template[];
  readonly events: readonly PlatformEvent[];
}

/**
 * Deletes a template in all its languages or in one, at Meta and here, where it stays listed as DELETED and its name taken
 * (platform-behaviour 8). What Meta never had is deleted here alone; what is deleted already stays so. When Meta's answer is
 * lost the templates are looked up there. Throws template.not_found, template.not_editable (disabled: 7.4), template.busy,
 * channel.not_found, meta.rejected, meta.unavailable.
 */
export async function deleteTemplates(deps: TemplateDeps, ctx: Context, given: TemplatesToDelete): Promise<void> {
  const name = given.name.trim();
  const language = given.language === undefined ? null : (toLanguageCode(given.language) ?? given.language.trim());
  const wanted = { wabaId: given.wabaId.trim(), name, language };
  await settleOpenCalls(deps, ctx, wanted);
  const claim = await deps.db.transaction((tx) => claimRows(deps, tx, ctx, wanted));
  deps.events.committed(claim.events);
  if (claim.atMeta.length === 0) return;
  const ids = claim.atMeta.map((row) => row.id);
  const outcome = await callMeta(deps, ctx, wanted, claim).catch(async (error: unknown) => {
    await release(deps, ctx, ids, claim.callId);
    throw error;
  });
  if (outcome.kind === 'done' || isMissing(outcome)) return markGone(deps, ctx, claim);
  if (outcome.kind === 'unavailable' && outcome.sent) return lookUp(deps, ctx, wanted, ids);
  await release(deps, ctx, ids, claim.callId);
  throwFailure(outcome);
}

// Committed by itself: the refusal that is thrown next would undo it with the call around.
async function release(deps: TemplateDeps, ctx: Context, ids: readonly string[], callId: string): Promise<void> {
  await deps.db.tenant(ctx.tenantId, releaseDeleteStatement, [ids, callId]);
  await deps.db.checkpoint();
}

/** A call that was left open by a lost answer or a process that died: Meta is asked what became of it. */
async function settleOpenCalls(deps: TemplateDeps, ctx: Context, { wabaId, name }: Wanted): Promise<void> {
  const rows = await deps.db.tenant(ctx.tenantId, findByNameStatement, [wabaId, [name], maxLanguages]);
  if (rows.every((row) => row.metaCall === null)) return;
  await syncTemplate(deps, await getAccount(deps, ctx, wabaId), name);
}

interface Wanted {
  readonly wabaId: string;
  readonly name: string;
  readonly language: string | null;
}

async function claimRows(deps: TemplateDeps, tx: Transaction, ctx: Context, wanted: Wanted): Promise<Claim> {
  const at = deps.clock.now();
  const callId = newId(at.getTime());
  const values = [wanted.wabaId, wanted.name, wanted.language];
  const rows = await tx.tenant(ctx.tenantId, lockByNameStatement, values);
  if (rows.length === 0) throw new AppError('template.not_found', 'Template not found.');
  const live = rows.filter((row) => row.status !== 'DELETED');
  if (live.some((row) => row.metaCall !== null)) {
    throw new AppError('template.busy', 'The template is being changed at this moment.');
  }
  if (live.some((row) => row.status === 'DISABLED')) {
    throw new AppError('template.not_editable', 'A disabled template cannot be deleted.');
  }
  const atMeta = live.filter((row) => row.metaId !== null);
  const drafts = live.filter((row) => !atMeta.includes(row)).map((row) => row.id);
  const gone = await tx.tenant(ctx.tenantId, markGoneStatement, [drafts, null, at]);
  await tx.tenant(ctx.tenantId, claimDeleteStatement, [atMeta.map((row) => row.id), callId, at]);
  const events = await toldDeleted(deps, tx, gone, live, at);
  await deps.events.record(tx, events);
  return { callId, atMeta, events };
}

async function toldDeleted(
  deps: TemplateDeps,
  tx: Transaction,
  gone: readonly Template[],
  before: readonly Template[],
  at: Date,
): Promise<PlatformEvent[]> {
  const [first] = gone;
  if (!first) return [];
  const channels = await listAccountChannels(tx, first.tenantId, first.wabaId);
  return gone.map((template) => {
    const was = before.find((row) => row.id === template.id) ?? template;
    return templateChanged(deps, template, at, { before: was, channels });
  });
}

async function callMeta(
  deps: TemplateDeps,
  ctx: Context,
  { wabaId, name, language }: Wanted,
  { atMeta }: Claim,
): Promise<TemplateChangeOutcome> {
  const { accessToken } = await getAccount(deps, ctx, wabaId);
  const templateId = language === null ? null : (atMeta[0]?.metaId ?? null);
  return deps.graph.deleteTemplates({ wabaId, accessToken, name, ...(templateId === null ? {} : { templateId }) });
}

function isMissing(outcome: TemplateChangeOutcome): boolean {
  return outcome.kind === 'rejected' && (outcome.error.subcode === templateMissing || isUnknownObject(outcome.error));
}

async function markGone(deps: TemplateDeps, ctx: Context, { atMeta, callId }: Claim): Promise<void> {
  const ids = atMeta.map((row) => row.id);
  const at = deps.clock.now();
  const events = await deps.db.transaction(async (tx) => {
    const rows = await tx.tenant(ctx.tenantId, markGoneStatement, [ids, callId, at]);
    const changed = await toldDeleted(deps, tx, rows, atMeta, at);
    await deps.events.record(tx, changed);
    return changed;
  });
  deps.events.committed(events);
}

/** Meta's answer was lost: what Meta lists under that name counts. */
async function lookUp(deps: TemplateDeps, ctx: Context, wanted: Wanted, ids: readonly string[]): Promise<void> {
  await lookUpTemplates(deps, await getAccount(deps, ctx, wanted.wabaId), wanted.name);
  const names = [wanted.name];
  const rows = await deps.db.tenant(ctx.tenantId, findByNameStatement, [wanted.wabaId, names, maxLanguages]);
  if (rows.filter((row) => ids.includes(row.id)).every((row) => row.status === 'DELETED')) return;
  throw new AppError('meta.unavailable', 'Meta did not answer, and still lists the template. Delete it again.');
}
