import { tenantStatement } from '../../db/scope.ts';
import type { EventConsumer } from '../../events/record.ts';

const giveCallsStatement = tenantStatement(
  'calls.give',
  'update calls set contact_id = $3 where tenant_id = $1 and contact_id = $2',
);

// A call stays with its chat ($4).
const partCallsStatement = tenantStatement(
  'calls.part',
  `update calls set contact_id = $3
   where tenant_id = $1 and contact_id = $2 and conversation_id = any($4::text[])`,
);

/** Lets calls follow their contact when two become one, and go back with their chat when the two are parted. */
export function createCallFollower(): EventConsumer {
  return {
    name: 'calls contacts',
    async consume(tx, events) {
      for (const { type, tenantId, subjectId, data } of events) {
        if (type === 'contact.merged') await tx.tenant(tenantId, giveCallsStatement, [data?.loserId, subjectId]);
        if (type !== 'contact.unmerged') continue;
        const chats = (data?.conversations ?? []) as readonly { readonly toId: string }[];
        await tx.tenant(tenantId, partCallsStatement, [data?.survivorId, subjectId, chats.map(({ toId }) => toId)]);
      }
    },
    committed() {},
  };
}
