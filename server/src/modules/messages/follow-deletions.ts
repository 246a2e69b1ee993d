import type { EventConsumer } from '../../events/record.ts';
import { forgetMergesStatement } from './move-queries.ts';

/** With a contact that is deleted goes what was written down of the others that it was made of. */
export function createMergeForgetter(): EventConsumer {
  return {
    name: 'merges',
    async consume(tx, events) {
      for (const { type, tenantId, subjectId } of events) {
        if (type === 'contact.deleted') await tx.tenant(tenantId, forgetMergesStatement, [subjectId]);
      }
    },
    committed() {},
  };
}
