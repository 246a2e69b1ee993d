/**
 * Owns voice calls: who called whom, and how far each call came. Promises that the state of a call only rises, so repeats and
 * disorder of Meta's reports change nothing, and that a customer's call opens the chat as a message does. Does not carry the
 * call itself.
 */
export { applyCalls, type CallFacts, type CallNotice } from './apply-calls.ts';
export { createCallFollower } from './follow-contacts.ts';
export { sweepOldCalls } from './sweep-calls.ts';
export type { Call } from './types.ts';
