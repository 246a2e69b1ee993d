import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import type { BatchDeps } from './run-batch.ts';
import type { ContactJob, JobState } from './types.ts';

/** Tells those who look on that a job went on, or how it ended. */
export async function recordJobChanged(
  deps: BatchDeps,
  tx: Transaction,
  { tenantId, id: subjectId }: Pick<ContactJob, 'tenantId' | 'id'>,
  state: JobState,
): Promise<PlatformEvent> {
  const at = deps.clock.now();
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'contactJob.changed',
    conversationId: undefined,
    subjectId,
    data: { state },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return event;
}
