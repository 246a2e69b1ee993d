import type { Database } from '../../db/database.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { operatorOf } from '../messages/index.ts';
import {
  countDraftsStatement,
  type Draft,
  deleteDraftStatement,
  findDraftStatement,
  insertDraftStatement,
  listDraftsStatement,
  saveDraftStatement,
} from './draft-queries.ts';
import { replaceDryRunsStatement } from './dry-run-queries.ts';
import { audienceLimit, type CampaignPlan, pickedLimit, refuse, segmentsLimit } from './plan.ts';

interface DraftDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Drafts of a workspace. */
const draftLimit = 200;
const nameLimit = 200;
const valueLimit = 100;

/** Begins a campaign. Throws request.invalid, campaign.draft_limit_reached. */
export async function createDraft(
  deps: DraftDeps,
  ctx: Context,
  input: { readonly name: string; readonly plan: CampaignPlan },
): Promise<Draft> {
  checkDraft(input);
  const at = deps.clock.now();
  const draft: Draft = { id: newId(at.getTime()), ...input, name: input.name.trim(), createdAt: at, updatedAt: at };
  const values = [draft.id, draft.name, operatorOf(ctx) ?? '', JSON.stringify(draft.plan), at];
  await deps.db.transaction(async (tx) => {
    await takeTurn(tx, ctx.tenantId, 'campaign drafts');
    const [counted] = await tx.tenant(ctx.tenantId, countDraftsStatement);
    if ((counted?.drafts ?? 0) >= draftLimit) {
      throw new AppError('campaign.draft_limit_reached', `A workspace has at most ${draftLimit} drafts of campaigns.`);
    }
    await tx.tenant(ctx.tenantId, insertDraftStatement, values);
  });
  return draft;
}

/** Dry runs of what it was before are over. Throws request.invalid, campaign.draft_not_found. */
export async function saveDraft(
  deps: DraftDeps,
  ctx: Context,
  input: { readonly id: string; readonly name: string; readonly plan: CampaignPlan },
): Promise<Draft> {
  checkDraft(input);
  const before = await getDraft(deps, ctx, input.id);
  if (before.name === input.name.trim() && JSON.stringify(before.plan) === JSON.stringify(input.plan)) return before;
  const values = [input.id, input.name.trim(), JSON.stringify(input.plan), deps.clock.now()];
  return deps.db.transaction(async (tx) => {
    const [draft] = await tx.tenant(ctx.tenantId, saveDraftStatement, values);
    // What was shown is not what would be sent any more.
    await tx.tenant(ctx.tenantId, replaceDryRunsStatement, [input.id, '']);
    return draft ?? draftNotFound();
  });
}

/** Throws campaign.draft_not_found. */
export async function getDraft(deps: Pick<DraftDeps, 'db'>, ctx: Context, id: string): Promise<Draft> {
  const [draft] = await deps.db.tenant(ctx.tenantId, findDraftStatement, [id]);
  return draft ?? draftNotFound();
}

/** All of them, the newest first. */
export function listDrafts(deps: Pick<DraftDeps, 'db'>, ctx: Context): Promise<Draft[]> {
  return deps.db.tenant(ctx.tenantId, listDraftsStatement, [draftLimit]);
}

/** Throws campaign.draft_not_found. */
export async function deleteDraft(deps: Pick<DraftDeps, 'db'>, ctx: Context, id: string): Promise<void> {
  const [draft] = await deps.db.tenant(ctx.tenantId, deleteDraftStatement, [id]);
  if (!draft) draftNotFound();
}

function checkDraft({ name, plan }: { readonly name: string; readonly plan: CampaignPlan }): void {
  if (name.trim().length > nameLimit) throw refuse('name', `The name must have at most ${nameLimit} characters.`);
  const { segmentIds, contactIds } = plan.audience;
  if (segmentIds.length > segmentsLimit) throw refuse('audience', `Choose at most ${segmentsLimit} segments.`);
  if (contactIds.length > pickedLimit) {
    throw refuse('audience', `Pick at most ${pickedLimit} contacts; a segment or a file holds ${audienceLimit}.`);
  }
  if (plan.values.length > valueLimit) throw refuse('values', `A template has at most ${valueLimit} values.`);
}

function draftNotFound(): never {
  throw new AppError('campaign.draft_not_found', 'This draft is gone: it was launched or deleted.');
}
