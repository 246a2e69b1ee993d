import type { MessageItem, NewContent, Session } from '../api/types.ts';

/** The message as it is shown until the server has answered. */
export function toWaiting(input: {
  conversationId: string;
  clientId: string;
  content: NewContent;
  operator: Session['operator'];
}): MessageItem {
  const { conversationId, clientId, content, operator } = input;
  return {
    kind: 'message',
    id: `waiting-${clientId}`,
    version: 0,
    conversationId,
    clientId,
    direction: 'out',
    type: content.kind,
    // Behind everything that is there, whatever the clocks say.
    at: '9999-12-31T00:00:00.000Z',
    text: content.text ?? (content.template ? `Template ${content.template.name}` : null),
    state: 'queued',
    sender: { kind: 'operator', id: operator.id, name: operator.name },
    media: null,
    isVoice: false,
    location: null,
    contacts: [],
    interactive: null,
    answer: null,
    template: null,
    order: [],
    referral: null,
    isForwarded: false,
    quote: null,
    reactions: [],
    editedAt: null,
    isRevoked: false,
    failure: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
  };
}
