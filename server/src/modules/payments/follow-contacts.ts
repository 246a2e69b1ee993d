import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';

const giveOrdersStatement = tenantStatement(
  'payments.give-orders',
  'update orders set contact_id = $3 where tenant_id = $1 and contact_id = $2',
);

// An order stays with its chat ($4).
const partOrdersStatement = tenantStatement(
  'payments.part-orders',
  `update orders set contact_id = $3
   where tenant_id = $1 and contact_id = $2 and conversation_id = any($4::text[])`,
);

/** Lets orders follow their contact when two become one, and go back with their chat when the two are parted. */
export function createOrderFollower(): EventConsumer {
  return {
    name: 'payments contacts',
    async consume(tx, events) {
      for (const event of events) {
        if (event.type === 'contact.merged') await follow(tx, event);
        if (event.type === 'contact.unmerged') await goBack(tx, event);
      }
    },
    committed() {},
  };
}

async function follow(tx: Transaction, { tenantId, subjectId, data }: PlatformEvent): Promise<void> {
  await tx.tenant(tenantId, giveOrdersStatement, [data?.loserId, subjectId]);
}

async function goBack(tx: Transaction, { tenantId, subjectId, data }: PlatformEvent): Promise<void> {
  const chats = (data?.conversations ?? []) as readonly { readonly toId: string }[];
  await tx.tenant(tenantId, partOrdersStatement, [data?.survivorId, subjectId, chats.map(({ toId }) => toId)]);
}
