import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sessionQuery } from '../session/session.ts';
import { clockQuery } from '../simulator/simulator-api.ts';
import { createTimeFormats, type TimeFormats } from './time.ts';

/** Formats of moments in the time zone of the workspace. */
export function useTime(): TimeFormats {
  const queryClient = useQueryClient();
  const timeZone = queryClient.getQueryData(sessionQuery.queryKey)?.tenant.timeZone ?? 'UTC';
  return useMemo(() => {
    const nowMs = (): number => Date.now() + (queryClient.getQueryData(clockQuery.queryKey)?.aheadMs ?? 0);
    return createTimeFormats(timeZone, nowMs);
  }, [timeZone, queryClient]);
}
