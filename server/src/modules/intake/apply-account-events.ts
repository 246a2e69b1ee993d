import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { applyAccountEvent, findAccountPlaces } from '../channels/index.ts';
import { applyTemplateEvent } from '../templates/index.ts';
import { type Reject, type SortedPieces, templateFields } from './sort-pieces.ts';

/**
 * Applies what Meta tells of accounts, numbers and templates, in the order given. Answers the events, which are recorded,
 * and what nothing could be done with.
 */
export async function applyAccountEvents(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  metaAppId: string,
  pieces: SortedPieces['accountEvents'],
): Promise<{ events: PlatformEvent[]; rejects: Reject[] }> {
  const events: PlatformEvent[] = [];
  const rejects: Reject[] = [];
  for (const { piece, item } of pieces) {
    if (templateFields.has(item.field)) {
      const places = await findAccountPlaces(tx, metaAppId, item.wabaId);
      events.push(...(await applyTemplateEvent(tx, deps, item, places)));
    } else {
      const applied = await applyAccountEvent(deps, tx, { metaAppId, ...item });
      if (typeof applied === 'string') rejects.push({ piece, reason: applied });
      else events.push(...applied);
    }
  }
  return { events, rejects };
}
