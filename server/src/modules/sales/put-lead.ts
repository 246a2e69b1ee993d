import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findOperatorIn } from '../accounts/index.ts';
import { lockContact } from '../contacts/index.ts';
import { deleteLeadStatement, findLeadStatement, insertMoveStatement, upsertLeadStatement } from './lead-queries.ts';
import { shareStageStatement } from './stage-queries.ts';
import { findStageId, stageNotFound } from './stages.ts';
import { toLead } from './to-lead.ts';
import type { Lead, LeadMove, LeadStage, SalesDeps } from './types.ts';

export interface LeadInput {
  /** Id or label. */
  readonly stage: string;
  /** In the smallest unit of the currency. Undefined keeps what is stored, null takes it away: so for each of these. */
  readonly valueMinor?: number | null | undefined;
  /** ISO 4217 in any case. */
  readonly currency?: string | null | undefined;
  readonly ownerEmail?: string | null | undefined;
}

/**
 * Puts a contact into a stage, or changes its lead; the same again changes nothing.
 * Throws request.invalid, contact.not_found, stage.not_found, operator.not_found.
 */
export async function putLead(
  deps: SalesDeps,
  ctx: Context,
  contactId: string,
  input: LeadInput,
): Promise<{ lead: Lead; isNew: boolean }> {
  checkInput(input);
  const { lead, isNew, events } = await deps.db.transaction(async (tx) => {
    if (!(await lockContact(tx, ctx.tenantId, contactId))) throw contactNotFound();
    return writeLead(deps, tx, ctx, contactId, input);
  });
  deps.events.committed(events);
  return { lead, isNew };
}

/** Puts a contact that the caller has locked into a stage, in the caller's transaction. Throws stage.not_found. */
export async function moveLeadByBot(
  deps: Pick<SalesDeps, 'clock' | 'events'>,
  tx: Transaction,
  ctx: Context,
  contactId: string,
  stage: string,
): Promise<readonly PlatformEvent[]> {
  return (await writeLead(deps, tx, ctx, contactId, { stage })).events;
}

/** Takes a contact out of the pipeline; its history stays. Throws lead.not_found. */
export async function removeLead(deps: SalesDeps, ctx: Context, contactId: string): Promise<void> {
  const events = await deps.db.transaction(async (tx) => {
    if (!(await lockContact(tx, ctx.tenantId, contactId))) throw contactNotFound();
    const [row] = await tx.tenant(ctx.tenantId, findLeadStatement, [contactId]);
    if (!row) throw new AppError('lead.not_found', 'This contact is no lead.');
    const lead = toLead(row);
    await tx.tenant(ctx.tenantId, deleteLeadStatement, [contactId]);
    const told = await tellMove(deps, tx, ctx, { kind: 'removed', from: lead.stage, lead, at: deps.clock.now() });
    return [told];
  });
  deps.events.committed(events);
}

function checkInput({ valueMinor, currency }: LeadInput): void {
  if (valueMinor !== undefined && valueMinor !== null && !(Number.isSafeInteger(valueMinor) && valueMinor >= 0)) {
    throw new AppError('request.invalid', 'value must be a whole number of the smallest unit of the currency.');
  }
  if (currency !== undefined && currency !== null && !/^[a-z]{3}$/i.test(currency.trim())) {
    throw new AppError('request.invalid', 'currency must be a code of three letters, such as EUR.');
  }
}

function contactNotFound(): AppError {
  return new AppError('contact.not_found', 'Contact not found.');
}

interface WrittenLead {
  readonly lead: Lead;
  readonly isNew: boolean;
  readonly events: readonly PlatformEvent[];
}

async function writeLead(
  deps: Pick<SalesDeps, 'clock' | 'events'>,
  tx: Transaction,
  ctx: Context,
  contactId: string,
  input: LeadInput,
): Promise<WrittenLead> {
  const stage = await shareStage(tx, ctx.tenantId, input.stage);
  const [row] = await tx.tenant(ctx.tenantId, findLeadStatement, [contactId]);
  const old = row && toLead(row);
  const at = deps.clock.now();
  const lead = merge(contactId, old, stage, input, await findOwnerId(tx, ctx.tenantId, old, input), at);
  if (old && isSame(old, lead)) return { lead: old, isNew: false, events: [] };
  const { valueMinor, currency, ownerId, enteredAt } = lead;
  await tx.tenant(ctx.tenantId, upsertLeadStatement, [
    contactId,
    stage.id,
    valueMinor,
    currency,
    ownerId,
    enteredAt,
    at,
  ]);
  const kind = !old ? 'created' : old.stage.id === stage.id ? 'changed' : 'moved';
  const event = await tellMove(deps, tx, ctx, { kind, from: old?.stage, lead, at });
  return { lead, isNew: !old, events: [event] };
}

/** The stage, which can't be deleted until the transaction ends. */
async function shareStage(tx: Transaction, tenantId: string, idOrLabel: string): Promise<LeadStage> {
  const id = await findStageId(tx, tenantId, idOrLabel);
  const [stage] = id === undefined ? [] : await tx.tenant(tenantId, shareStageStatement, [id]);
  if (!stage) throw stageNotFound();
  return stage;
}

async function findOwnerId(
  tx: Transaction,
  tenantId: string,
  old: Lead | undefined,
  { ownerEmail }: LeadInput,
): Promise<string | null> {
  if (ownerEmail === undefined) return old?.ownerId ?? null;
  if (ownerEmail === null) return null;
  const operator = await findOperatorIn(tx, tenantId, ownerEmail.trim());
  if (!operator) throw new AppError('operator.not_found', 'There is no operator with that e-mail.');
  return operator.id;
}

function merge(
  contactId: string,
  old: Lead | undefined,
  stage: LeadStage,
  input: LeadInput,
  ownerId: string | null,
  at: Date,
): Lead {
  const valueMinor = input.valueMinor === undefined ? (old?.valueMinor ?? null) : input.valueMinor;
  const given = input.currency === undefined ? (old?.currency ?? null) : input.currency;
  const currency = given?.trim().toUpperCase() ?? null;
  if (valueMinor !== null && currency === null) {
    throw new AppError('request.invalid', 'A value needs a currency.', { details: { field: 'currency' } });
  }
  const enteredAt = old?.stage.id === stage.id ? old.enteredAt : at;
  return { contactId, stage, valueMinor, currency, ownerId, enteredAt, createdAt: old?.createdAt ?? at, updatedAt: at };
}

function isSame(a: Lead, b: Lead): boolean {
  return (
    a.stage.id === b.stage.id && a.valueMinor === b.valueMinor && a.currency === b.currency && a.ownerId === b.ownerId
  );
}

interface Move {
  readonly kind: LeadMove['kind'];
  readonly from: LeadStage | undefined;
  readonly lead: Lead;
  readonly at: Date;
}

/** Writes the line of the history and the event of it. */
async function tellMove(
  deps: Pick<SalesDeps, 'events'>,
  tx: Transaction,
  ctx: Context,
  move: Move,
): Promise<PlatformEvent> {
  const { kind, from, at } = move;
  const { contactId, stage, valueMinor, currency, ownerId } = move.lead;
  const event = toEvent(ctx, move);
  await tx.tenant(ctx.tenantId, insertMoveStatement, [
    event.id,
    contactId,
    kind,
    from?.id ?? null,
    stage.id,
    valueMinor,
    currency,
    ownerId,
    JSON.stringify(ctx.actor),
    at,
  ]);
  await deps.events.record(tx, [event]);
  return event;
}

const eventOf = {
  created: 'lead.stageChanged',
  moved: 'lead.stageChanged',
  changed: 'lead.changed',
  removed: 'lead.removed',
} as const;

function toEvent(ctx: Context, { kind, from, lead, at }: Move): PlatformEvent {
  const { stage, valueMinor, currency, ownerId, contactId } = lead;
  return {
    id: newId(at.getTime()),
    tenantId: ctx.tenantId,
    type: eventOf[kind],
    conversationId: undefined,
    subjectId: contactId,
    data: {
      fromStageId: kind === 'created' ? null : (from?.id ?? null),
      stageId: kind === 'removed' ? null : stage.id,
      stage: kind === 'removed' ? null : stage.label,
      value: valueMinor,
      currency,
      ownerId,
    },
    facts: undefined,
    at,
  };
}
