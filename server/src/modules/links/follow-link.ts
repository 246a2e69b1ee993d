import type { Database, Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { findSent, type MessageFacts } from '../messages/index.ts';
import { findLinkTarget, readLink, type TrackedLink } from '../templates/index.ts';

/** Where a link leads. */
export interface FollowedLink {
  readonly url: string;
}

/** What consumers need to tell of a click: the message, and the button that was pressed. */
export interface LinkFacts extends MessageFacts {
  readonly link: { readonly url: string; readonly label: string };
}

/** Clicks of one link that are told; later ones are counted alone. */
const maxToldClicks = 100;

const countStatement = tenantStatement<{ clicks: number }>(
  'links.count-click',
  `insert into link_clicks as l (tenant_id, message_id, place, clicks, first_at, last_at) values ($1, $2, $3, 1, $4, $4)
   on conflict (tenant_id, message_id, place) do update set clicks = l.clicks + 1, last_at = excluded.last_at
   returning clicks`,
);

/**
 * Where the link with that token leads, or undefined for a token that no message holds. A person's click is counted and
 * recorded as an event; a look of a program that does not open the page is not.
 */
export async function followLink(
  deps: { readonly db: Database; readonly clock: Clock; readonly events: EventRecorder },
  token: string,
  { isClick }: { readonly isClick: boolean },
): Promise<FollowedLink | undefined> {
  const link = readLink(token);
  if (!link) return undefined;
  const followed = await deps.db.transaction(async (tx) => {
    const facts = await findHolder(tx, link, token);
    const target = facts && (await findLinkTarget(tx, link.tenantId, facts.message.templateId ?? '', link));
    if (!facts || !target) return undefined;
    const events = isClick ? await count(deps, tx, { ...facts, link: target }, link) : [];
    return { url: target.url, events };
  });
  if (!followed) return undefined;
  deps.events.committed(followed.events);
  return { url: followed.url };
}

/** The message that was sent with this very token. */
async function findHolder(tx: Transaction, link: TrackedLink, token: string): Promise<MessageFacts | undefined> {
  const facts = await findSent(tx, link.tenantId, link.messageId);
  if (facts?.message.kind !== 'template') return undefined;
  return JSON.stringify(facts.message.content).includes(JSON.stringify(token)) ? facts : undefined;
}

async function count(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  facts: LinkFacts,
  { tenantId, messageId, place }: TrackedLink,
): Promise<PlatformEvent[]> {
  const at = deps.clock.now();
  const [counted] = await tx.tenant(tenantId, countStatement, [messageId, place, at]);
  const clicks = counted?.clicks ?? 1;
  if (clicks > maxToldClicks) return [];
  const { url, label } = facts.link;
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'link.clicked',
    conversationId: facts.message.conversationId,
    subjectId: messageId,
    data: { url, label, place, clicks },
    facts,
    at,
  };
  await deps.events.record(tx, [event]);
  return [event];
}
