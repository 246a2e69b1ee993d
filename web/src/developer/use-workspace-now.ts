import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { clockQuery } from '../simulator/simulator-api.ts';

/** The time of the workspace, in milliseconds: with the simulator on it can be ahead of the browser's. */
export function useWorkspaceNow(): () => number {
  const queryClient = useQueryClient();
  return useCallback(() => Date.now() + (queryClient.getQueryData(clockQuery.queryKey)?.aheadMs ?? 0), [queryClient]);
}
