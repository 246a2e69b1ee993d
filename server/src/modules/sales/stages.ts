import { isUniqueViolation, type Transaction } from '../../db/database.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId, newId } from '../../kernel/ids.ts';
import {
  anyLeadStatement,
  countAllStagesStatement,
  deleteStageStatement,
  findStageIdStatement,
  findStageStatement,
  insertStageStatement,
  listStagesStatement,
  lockStageStatement,
  lockStagesStatement,
  orderStagesStatement,
  updateStageStatement,
} from './stage-queries.ts';
import type { LeadStage, SalesDeps, StageKind } from './types.ts';

type StageDeps = Pick<SalesDeps, 'db' | 'clock'>;

/** Stages of a workspace. */
const stageLimit = 100;
/** Characters. */
const stageLabelLimit = 100;

export interface StageInput {
  readonly label: string;
  /** `#rrggbb` */
  readonly color?: string | null | undefined;
  readonly kind?: StageKind | undefined;
}

/** In their order; at most 100. */
export async function listStages(deps: Pick<SalesDeps, 'db'>, ctx: Context): Promise<LeadStage[]> {
  return deps.db.tenant(ctx.tenantId, listStagesStatement);
}

/** The stage with that id, or with that label in any case. Throws stage.not_found. */
export async function getStage(deps: Pick<SalesDeps, 'db'>, ctx: Context, idOrLabel: string): Promise<LeadStage> {
  const id = await findStageId(deps.db, ctx.tenantId, idOrLabel);
  const [stage] = id === undefined ? [] : await deps.db.tenant(ctx.tenantId, findStageStatement, [id]);
  if (stage === undefined) throw stageNotFound();
  return stage;
}

/** The id as it is, or that of the stage with that label. */
export async function findStageId(
  scope: Pick<Transaction, 'tenant'>,
  tenantId: string,
  idOrLabel: string,
): Promise<string | undefined> {
  const text = idOrLabel.trim();
  if (isId(text)) return text.toLowerCase();
  const [found] = await scope.tenant(tenantId, findStageIdStatement, [text]);
  return found?.id;
}

export function stageNotFound(): AppError {
  return new AppError('stage.not_found', 'Lead stage not found.');
}

/** Adds a stage after the others. Throws request.invalid, stage.label_taken, stage.limit_reached. */
export async function createStage(deps: StageDeps, ctx: Context, input: StageInput): Promise<LeadStage> {
  const label = readLabel(input.label);
  const color = readColor(input.color);
  const at = deps.clock.now();
  const id = newId(at.getTime());
  return deps.db.transaction(async (tx) => {
    await takeTurn(tx, ctx.tenantId, 'lead stages');
    const [counted] = await tx.tenant(ctx.tenantId, countAllStagesStatement);
    if ((counted?.live ?? 0) >= stageLimit) {
      throw new AppError('stage.limit_reached', `A workspace has at most ${stageLimit} lead stages.`);
    }
    const values = [id, label, color, (counted?.last ?? 0) + 1, input.kind ?? 'open', at];
    const [stage] = await tx.tenant(ctx.tenantId, insertStageStatement, values);
    if (stage === undefined) throw labelTaken();
    return stage;
  });
}

const defaultStages: readonly (StageInput & { readonly kind: StageKind })[] = [
  { label: 'New', color: '#3b82f6', kind: 'open' },
  { label: 'Qualified', color: '#8b5cf6', kind: 'open' },
  { label: 'Proposal', color: '#f59e0b', kind: 'open' },
  { label: 'Won', color: '#22c55e', kind: 'won' },
  { label: 'Lost', color: '#ef4444', kind: 'lost' },
];

/** New, Qualified, Proposal, Won and Lost for a workspace that never had a stage; nothing for any other. */
export async function createDefaultStages(deps: StageDeps, tenantId: string): Promise<void> {
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    await takeTurn(tx, tenantId, 'lead stages');
    const [counted] = await tx.tenant(tenantId, countAllStagesStatement);
    if ((counted?.all ?? 0) > 0) return;
    for (const [index, { label, color, kind }] of defaultStages.entries()) {
      await tx.tenant(tenantId, insertStageStatement, [newId(at.getTime()), label, color, index + 1, kind, at]);
    }
  });
}

/** Changes what is given; a color of null takes it away. Throws request.invalid, stage.not_found, stage.label_taken. */
export async function updateStage(
  deps: StageDeps,
  ctx: Context,
  id: string,
  change: Partial<StageInput>,
): Promise<LeadStage> {
  if (!isId(id)) throw stageNotFound();
  const label = change.label === undefined ? null : readLabel(change.label);
  const color = readColor(change.color);
  const values = [id.toLowerCase(), label, change.color !== undefined, color, change.kind ?? null, deps.clock.now()];
  const [stage] = await withLabelTaken(deps.db.tenant(ctx.tenantId, updateStageStatement, values));
  if (stage === undefined) throw stageNotFound();
  return stage;
}

/** Brings the stages into this order, which names each of them once. Throws request.invalid. */
export async function orderStages(deps: StageDeps, ctx: Context, ids: readonly string[]): Promise<LeadStage[]> {
  const wanted = ids.map((id) => id.trim().toLowerCase());
  return deps.db.transaction(async (tx) => {
    const known = await tx.tenant(ctx.tenantId, lockStagesStatement);
    const isWhole = wanted.length === known.length && known.every(({ id }) => wanted.includes(id));
    if (!isWhole) throw new AppError('request.invalid', 'stageIds must name each lead stage of the workspace once.');
    await tx.tenant(ctx.tenantId, orderStagesStatement, [wanted, deps.clock.now()]);
    return tx.tenant(ctx.tenantId, listStagesStatement);
  });
}

/** Deletes a stage without leads; histories still name it. Throws stage.not_found, stage.in_use. */
export async function deleteStage(deps: StageDeps, ctx: Context, id: string): Promise<void> {
  if (!isId(id)) throw stageNotFound();
  const stageId = id.toLowerCase();
  await deps.db.transaction(async (tx) => {
    const locked = await tx.tenant(ctx.tenantId, lockStageStatement, [stageId]);
    if (locked.length === 0) throw stageNotFound();
    const [used] = await tx.tenant(ctx.tenantId, anyLeadStatement, [stageId]);
    if (used) throw new AppError('stage.in_use', 'There are leads in this stage. Move them to another one first.');
    await tx.tenant(ctx.tenantId, deleteStageStatement, [stageId, deps.clock.now()]);
  });
}

function readLabel(label: string): string {
  const text = label.trim();
  if (text === '' || text.length > stageLabelLimit) {
    throw new AppError('request.invalid', `label must have 1 to ${stageLabelLimit} characters.`);
  }
  // What looks like an id would never be found by its label.
  if (isId(text)) throw new AppError('request.invalid', 'label must not have the form of an id.');
  return text;
}

function readColor(color: string | null | undefined): string | null {
  if (color === undefined || color === null) return null;
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new AppError('request.invalid', 'color must be written as #rrggbb.');
  return color.toLowerCase();
}

function labelTaken(): AppError {
  return new AppError('stage.label_taken', 'A lead stage with that label already exists.');
}

async function withLabelTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? labelTaken() : error;
  }
}
