import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { ask } from './simulator-api.ts';

/** Moves the virtual clock; what falls due on the way is done before it answers. */
export function useClockMover(): { move: (seconds: number) => Promise<void>; isMoving: boolean } {
  const queryClient = useQueryClient();
  const [isMoving, setMoving] = useState(false);
  const move = async (seconds: number): Promise<void> => {
    setMoving(true);
    try {
      await ask('POST', '/clock', { advance_seconds: seconds });
      await queryClient.invalidateQueries();
    } catch (error) {
      complain(error);
    } finally {
      setMoving(false);
    }
  };
  return { move, isMoving };
}
