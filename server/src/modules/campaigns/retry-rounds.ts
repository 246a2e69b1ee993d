/** Meta's code for a marketing message kept back from a person who gets much of it: the only one that is tried again. */
export const heldBackCode = '131049';
/** Meta wants a message that it kept back to wait for at least 24 hours (cloud-api-behaviour section 5). */
export const roundGapMs = 24 * 60 * 60_000;
/** What failed in the last hours before a round waits for the next one; an hour less than a day, since sends take time. */
const restMs = roundGapMs - 60 * 60_000;

/** The latest failure that a round at this moment tries again. */
export function failedUntil(roundMs: number): Date {
  return new Date(roundMs - restMs);
}

/** The round after the one that was due at `dueMs`, ahead of now: days that were missed are not made up for. Undefined after `untilMs`. */
export function nextRoundMs(dueMs: number, nowMs: number, untilMs: number): number | undefined {
  const missed = Math.max(0, Math.floor((nowMs - dueMs) / roundGapMs));
  const next = dueMs + (missed + 1) * roundGapMs;
  return next <= untilMs ? next : undefined;
}
