/**
 * Owns the log of API calls that developers look into, and each tenant's switch for it. Promises that it never holds up a call,
 * and that it keeps a bounded number for a bounded time. Does not promise that every call is in it, and does not know what is secret in a
 * call: who hands it in has taken that out.
 */
export type { CallRow } from './queries.ts';
export { getCall, isLogOn, listCalls, switchLog } from './read-log.ts';
export { createRequestLog, type LoggedCall, type RequestLog } from './request-log.ts';
export { callsKept, sweepCalls } from './sweep-calls.ts';
