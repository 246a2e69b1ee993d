import { followStream, type StreamSignal } from './stream.ts';

/** What a window says to the worker that holds the stream. */
export type WindowWord = 'join' | 'leave' | 'shown' | 'hidden';

/**
 * Follows the event stream that all windows of a browser share, until the returned function is called. A browser opens six
 * connections to a host without HTTP/2: with a stream for each window the seventh would load nothing, and no other could send.
 * Where there are no shared workers, a window has a stream of its own.
 *
 * @param name whose stream it is: windows of another person have another.
 */
export function followSharedStream(name: string, tell: (signal: StreamSignal) => void): () => void {
  if (typeof SharedWorker === 'undefined') return followStream(tell);
  const worker = new SharedWorker(new URL('./stream-worker.ts', import.meta.url), { type: 'module', name });
  const say = (word: WindowWord): void => worker.port.postMessage(word);
  let stopOwn: (() => void) | undefined;
  worker.port.onmessage = ({ data }: MessageEvent<StreamSignal>) => tell(data);
  worker.onerror = () => {
    stopOwn ??= followStream(tell);
  };
  const leave = (): void => say('leave');
  // Back from the browser's memory of pages: what came meanwhile was not told.
  const comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    say('join');
    tell({ kind: 'anew' });
  };
  const sayWhetherShown = (): void => say(document.visibilityState === 'visible' ? 'shown' : 'hidden');
  document.addEventListener('visibilitychange', sayWhetherShown);
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', comeBack);
  say('join');
  sayWhetherShown();
  return () => {
    document.removeEventListener('visibilitychange', sayWhetherShown);
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', comeBack);
    leave();
    worker.port.close();
    stopOwn?.();
  };
}
