/** A call to Meta ends within its 30 seconds; one that is older than this was left behind by a process that died. */
const longestCallMs = 120_000;

/** Calls that began before this moment are over, whatever became of them. */
export function inFlightSince(now: Date): Date {
  return new Date(now.getTime() - longestCallMs);
}
