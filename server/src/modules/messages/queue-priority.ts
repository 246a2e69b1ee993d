import type { Message } from './types.ts';

/** Smaller goes first: an answer to a waiting customer, then single templates, then bulk. */
export const queuePriority = { session: 0, template: 1, bulk: 2 } as const;

export function priorityOf(message: Pick<Message, 'kind'>): number {
  return message.kind === 'session' ? queuePriority.session : queuePriority.template;
}
