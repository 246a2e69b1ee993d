import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { Actor, Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';

/** An event of a campaign. `data` tells who did it and why, where somebody did. */
export function campaignEvent(
  type: Extract<EventType, `campaign.${string}`>,
  of: { readonly tenantId: string; readonly id: string; readonly at: Date },
  data?: { readonly actor: string; readonly reason?: string | undefined; readonly scheduledAt?: string | undefined },
): PlatformEvent {
  const { tenantId, id, at } = of;
  return {
    id: newId(at.getTime()),
    tenantId,
    type,
    conversationId: undefined,
    subjectId: id,
    data,
    facts: undefined,
    at,
  };
}

/** Who acts, as it is stored beside a change. */
export function nameActor({ actor }: Pick<Context, 'actor'>): string {
  const id = idOf(actor);
  return id === undefined ? actor.kind : `${actor.kind}:${id}`;
}

function idOf(actor: Actor): string | undefined {
  switch (actor.kind) {
    case 'operator':
      return actor.operatorId;
    case 'token':
      return actor.tokenId;
    case 'bot':
      return actor.flowId;
    case 'campaign':
      return actor.campaignId;
    case 'system':
      return undefined;
  }
}
