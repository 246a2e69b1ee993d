import type { Transaction } from '../../db/database.ts';
import { systemStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';

/** A person stopped marketing from this business at WhatsApp, or allowed it again. */
export interface ConsentChange {
  readonly tenantId: string;
  readonly contactId: string;
  readonly allows: boolean;
  /** When the person did it: Meta repeats and mixes up what it tells. */
  readonly at: Date;
}

// Rows are locked in the order of their ids, as every change of several contacts does.
const changeStatement = systemStatement<{ tenantId: string; id: string; allows: boolean; changed: boolean }>(
  'contacts.change-consent',
  `with known as materialized (
     select c.tenant_id, c.id, c.allow_broadcast, i.allows, i.at
     from unnest($1::text[], $2::text[], $3::boolean[], $4::timestamptz[]) as i (tenant_id, id, allows, at)
     cross join lateral (
       select tenant_id, id, allow_broadcast from contacts
       where tenant_id = i.tenant_id and id = i.id and (marketing_told_at is null or marketing_told_at < i.at)
       for no key update) c)
   update contacts c set allow_broadcast = k.allows, marketing_told_at = k.at, updated_at = $5
   from known k where c.tenant_id = k.tenant_id and c.id = k.id
   returning c.tenant_id as "tenantId", c.id, k.allows, k.allow_broadcast <> k.allows as changed`,
);

/**
 * Writes down what people want, in the caller's transaction. What is older than what is known changes nothing. Answers the
 * events, which are recorded.
 */
export async function changeConsent(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  changes: readonly ConsentChange[],
): Promise<PlatformEvent[]> {
  const newest = new Map<string, ConsentChange>();
  for (const change of changes) {
    const key = `${change.tenantId}/${change.contactId}`;
    if ((newest.get(key)?.at.getTime() ?? 0) <= change.at.getTime()) newest.set(key, change);
  }
  if (newest.size === 0) return [];
  const sorted = [...newest.values()].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const at = deps.clock.now();
  const rows = await tx.system(changeStatement, [
    sorted.map((change) => change.tenantId),
    sorted.map((change) => change.contactId),
    sorted.map((change) => change.allows),
    sorted.map((change) => change.at.toISOString()),
    at,
  ]);
  const events = rows
    .filter((row) => row.changed)
    .map(
      ({ tenantId, id, allows }): PlatformEvent => ({
        id: newId(at.getTime()),
        tenantId,
        type: 'contact.consentChanged',
        conversationId: undefined,
        subjectId: id,
        data: { allowBroadcast: allows, by: 'customer' },
        facts: undefined,
        at,
      }),
    );
  await deps.events.record(tx, events);
  return events;
}
