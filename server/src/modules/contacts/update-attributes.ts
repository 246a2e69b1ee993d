import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { attributeLimit, checkAttributeCount, checkAttributes, splitAttributes } from './attributes.ts';
import type { PersonTarget } from './phone-number.ts';
import { findTargetsStatement, lockManyStatement, updateAttributesStatement } from './queries.ts';

export interface AttributeUpdate {
  readonly target: PersonTarget;
  /** Those named are written, all others stay. `name` is the contact's name, `phone` is passed over. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Contacts of one update. */
export const attributeUpdateLimit = 1_000;

/**
 * Writes attributes of contacts in one transaction and answers, in the order given, the id of each target that is a
 * contact. Of a contact that is named more than once the last value of an attribute counts. Throws request.invalid.
 */
export async function updateAttributes(
  deps: { readonly db: Database; readonly clock: Clock; readonly events: EventRecorder },
  ctx: Context,
  updates: readonly AttributeUpdate[],
): Promise<(string | undefined)[]> {
  const { ids, events } = await deps.db.transaction((tx) => updateAttributesIn(deps, tx, ctx, updates));
  deps.events.committed(events);
  return ids;
}

/**
 * The same in the caller's transaction; the events are recorded. What it refuses for one contact alone has changed nothing
 * of that contact.
 */
export async function updateAttributesIn(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  ctx: Context,
  updates: readonly AttributeUpdate[],
): Promise<{ readonly ids: (string | undefined)[]; readonly events: readonly PlatformEvent[] }> {
  if (updates.length > attributeUpdateLimit) {
    throw new AppError('request.invalid', `At most ${attributeUpdateLimit} contacts can be updated at once.`);
  }
  const split = updates.map(({ attributes }) => splitAttributes(attributes));
  split.forEach(checkAttributes);
  const idsByPlace = await lockTargets(tx, ctx, updates);
  const changes = new Map<string, { name: string | undefined; others: Record<string, string> }>();
  for (const [place, { name, others }] of split.entries()) {
    const id = idsByPlace.get(place);
    if (id === undefined) continue;
    const earlier = changes.get(id);
    changes.set(id, { name: name ?? earlier?.name, others: { ...earlier?.others, ...others } });
  }
  const events = [...changes.keys()].map((id) => contactChanged(deps.clock, ctx.tenantId, id));
  if (changes.size > 0) {
    const rows = [...changes.values()];
    const written = await tx.tenant(ctx.tenantId, updateAttributesStatement, [
      [...changes.keys()],
      rows.map(({ others }) => JSON.stringify(others)),
      rows.map(({ name }) => name ?? null),
      deps.clock.now(),
      attributeLimit,
    ]);
    if (written.length < changes.size) checkAttributeCount(attributeLimit + 1);
    await deps.events.record(tx, events);
  }
  return { ids: updates.map((_, place) => idsByPlace.get(place)), events };
}

/** The event of a contact whose name or attributes were written. */
export function contactChanged(clock: Clock, tenantId: string, contactId: string): PlatformEvent {
  return {
    id: newId(clock.nowMs()),
    tenantId,
    type: 'contact.changed',
    conversationId: undefined,
    subjectId: contactId,
    data: undefined,
    facts: undefined,
    at: clock.now(),
  };
}

/** The ids of the targets by their place, their rows locked. One that went while this waited is looked for once more. */
async function lockTargets(
  tx: Transaction,
  ctx: Context,
  updates: readonly AttributeUpdate[],
): Promise<ReadonlyMap<number, string>> {
  for (let isLast = false; ; isLast = true) {
    const found = await tx.tenant(ctx.tenantId, findTargetsStatement, [
      updates.map(({ target }) => (target.kind === 'id' ? target.id : null)),
      updates.map(({ target }) => (target.kind === 'phone' ? target.waId : null)),
      updates.map(({ target }) => (target.kind === 'bsuid' ? target.bsuid : null)),
    ]);
    const ids = [...new Set(found.map(({ id }) => id))];
    if (ids.length === 0) return new Map();
    const locked = new Set((await tx.tenant(ctx.tenantId, lockManyStatement, [ids])).map(({ id }) => id));
    if (locked.size === ids.length || isLast) {
      return new Map(found.flatMap(({ at, id }) => (locked.has(id) ? [[at - 1, id] as const] : [])));
    }
  }
}
