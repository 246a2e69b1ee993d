/**
 * Owns broadcasts: one send of a template to many people. Promises that a broadcast and its messages are accepted
 * together or not at all. Does not send: messages does.
 */
export { type Broadcast, type BroadcastRecipient, startBroadcast } from './start-broadcast.ts';
