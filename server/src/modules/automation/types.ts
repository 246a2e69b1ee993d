import type { FlowDefinition } from './flow-definition.ts';

export type FlowStatus = 'draft' | 'active';

/** A chatbot: only an active one is listed and can be started. */
export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly status: FlowStatus;
  readonly definition: FlowDefinition;
  readonly createdAt: Date;
}

/** A chatbot at work in one conversation. */
export interface FlowRun {
  tenantId: string;
  id: string;
  flowId: string;
  conversationId: string;
  contactId: string;
  channelId: string;
  /** The node to execute next, or the one whose answer is waited for. */
  nodeId: string;
  /** Grows with every change. */
  step: number;
  waiting: boolean;
  askedId: string | null;
  misses: number;
  dueAt: Date | null;
}

/** What a customer wrote into a run. */
export interface FlowInput {
  messageId: string;
  text: string | null;
  /** Id of the button that was tapped. */
  replyId: string | null;
}

/** Why a run came to its end, beside the reasons of refused sends such as `message.window_closed`. */
export type EndReason = 'completed' | 'timed_out' | 'no_match' | 'too_many_steps' | 'node_missing' | 'failed';
