import { type ReactNode, useMemo } from 'react';
import { useSession } from '../session/session.ts';
import { createTimeFormats } from './time.ts';
import { useNow } from './use-now.ts';
import { TimeContext } from './use-time.ts';

/** Gives the formats of moments anew when the day changes, or the virtual clock is moved. */
export function TimeProvider({ children }: { children: ReactNode }) {
  const { timeZone } = useSession().tenant;
  const nowMs = useNow();
  const aheadMs = Math.round((nowMs - Date.now()) / 60_000) * 60_000;
  const today = useMemo(() => createTimeFormats(timeZone, Date.now), [timeZone]).dayKey(new Date(nowMs).toISOString());
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another day the short form of a moment is another
  const formats = useMemo(() => createTimeFormats(timeZone, () => Date.now() + aheadMs), [timeZone, aheadMs, today]);
  return <TimeContext value={formats}>{children}</TimeContext>;
}
