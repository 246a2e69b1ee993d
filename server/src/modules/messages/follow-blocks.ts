import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import { wantBlockStatement } from './block-queries.ts';

/** Writes down, with a block or its end, that Meta is to be told of it. `wanted` is called after the commit. */
export function createBlockFollower(deps: { wanted(): void }): EventConsumer {
  return {
    name: 'blocks at Meta',
    async consume(tx, events) {
      for (const event of events) await follow(tx, event);
    },
    committed(events) {
      if (events.some((event) => toWish(event) !== undefined)) deps.wanted();
    },
  };
}

async function follow(tx: Transaction, event: PlatformEvent): Promise<void> {
  const wish = toWish(event);
  if (wish === undefined) return;
  await tx.tenant(event.tenantId, wantBlockStatement, [wish.contactId, wish.blocked, event.at]);
}

interface Person {
  readonly blockedAt?: unknown;
}

// Of two who became one a block holds for both, and ends for the one that had none when they are parted.
function toWish({ type, subjectId, data }: PlatformEvent): { contactId: string; blocked: boolean } | undefined {
  switch (type) {
    case 'contact.blocked':
      return { contactId: subjectId, blocked: true };
    case 'contact.unblocked':
      return { contactId: subjectId, blocked: false };
    case 'contact.merged': {
      const people = [data?.before, data?.loser] as (Person | undefined)[];
      return people.some((person) => person?.blockedAt) ? { contactId: subjectId, blocked: true } : undefined;
    }
    case 'contact.unmerged':
      return data?.endsBlock === true ? { contactId: String(data.survivorId), blocked: false } : undefined;
    default:
      return undefined;
  }
}
