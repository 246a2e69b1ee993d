import type { components } from '@parley/contract/inbox';

export type HoursNow = components['schemas']['HoursNow'];
type Hours = components['schemas']['Hours'];

/**
 * Whether somebody is there for a chat at a moment: in one of its teams, or in the workspace where it has none. `opensAt` is
 * when the first of them is there again, null where that is not known.
 */
export function hoursOf(
  teamIds: readonly string[],
  { workspace, teams }: Hours,
  nowMs: number,
): { readonly isOpen: boolean; readonly opensAt: string | null } {
  const own = teamIds.map((id) => teams.find(({ teamId }) => teamId === id) ?? workspace);
  const all = own.length > 0 ? own : [workspace];
  if (all.some((hours) => isOpenAt(hours, nowMs))) return { isOpen: true, opensAt: null };
  const openings = all.flatMap(({ isOpen, changesAt }) => (isOpen || changesAt === null ? [] : [changesAt]));
  return { isOpen: false, opensAt: openings.sort()[0] ?? null };
}

/** The moment from which what is known no longer holds. */
export function knownUntil({ workspace, teams }: Hours): number {
  return Math.min(...[workspace, ...teams].map(({ changesAt }) => (changesAt ? Date.parse(changesAt) : Infinity)));
}

function isOpenAt({ isOpen, changesAt }: HoursNow, nowMs: number): boolean {
  return changesAt !== null && nowMs >= Date.parse(changesAt) ? !isOpen : isOpen;
}
