/**
 * Owns the keys by which programs repeat a call without doing it twice. Promises that what a call with a key wrote and its
 * answer are one commit: both are there, or neither. Does not know what calls do, nor how answers look.
 */
export { type OnceDeps, runOnce } from './run-once.ts';
export { sweepIdempotencyKeys } from './sweep-keys.ts';
