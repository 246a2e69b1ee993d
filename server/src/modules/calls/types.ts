export type CallDirection = 'inbound' | 'outbound';

/** How far a call came, as a rank that only rises: an end is an end, whatever comes later. */
export const callRank = { ringing: 10, accepted: 20, completed: 30, missed: 30, rejected: 30, failed: 30 } as const;
export type CallStatus = keyof typeof callRank;

/** A voice call between a customer and a channel. */
export interface Call {
  tenantId: string;
  id: string;
  /** Meta's id of it. */
  callId: string;
  channelId: string;
  contactId: string;
  conversationId: string;
  ticketId: string | null;
  direction: CallDirection;
  status: CallStatus;
  durationSeconds: number | null;
  startedAt: Date;
  endedAt: Date | null;
}
