import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveFrame } from '../api/types.ts';
import { useSession } from '../session/session.ts';
import { followLive } from './live.ts';

type Listener = (frame: LiveFrame, isSpeaker: boolean) => void;

interface Live {
  readonly isConnected: boolean;
  /** Called with every frame until the returned function is called. */
  listen(listener: Listener): () => void;
}

const LiveContext = createContext<Live>({ isConnected: true, listen: () => () => undefined });

export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { operator } = useSession();
  const listeners = useRef(new Set<Listener>());
  const [isConnected, setConnected] = useState(true);
  useEffect(
    () =>
      followLive(queryClient, operator.id, {
        onConnected: setConnected,
        onFrame: (frame, isSpeaker) => {
          for (const listener of listeners.current) listener(frame, isSpeaker);
        },
      }),
    [queryClient, operator.id],
  );
  const live = useMemo<Live>(
    () => ({
      isConnected,
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [isConnected],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}

/** Calls with every frame while the component is shown. */
export function useLiveFrames(listener: Listener): void {
  const { listen } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => listen((frame, isSpeaker) => latest.current(frame, isSpeaker)), [listen]);
}
