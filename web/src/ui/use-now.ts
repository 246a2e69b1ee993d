import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../session/session.ts';
import { clockQuery } from '../simulator/simulator-api.ts';

const tickMs = 30_000;

/** The time by which windows close: that of the virtual clock when the simulator is on. Moves twice a minute. */
export function useNow(): number {
  const queryClient = useQueryClient();
  const hasSimulator = queryClient.getQueryData(sessionQuery.queryKey)?.simulator === true;
  const clock = useQuery({ ...clockQuery, enabled: hasSimulator });
  const aheadMs = clock.data?.aheadMs ?? 0;
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs + aheadMs;
}
