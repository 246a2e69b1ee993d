/** What is told of the event stream. */
export type StreamSignal =
  | { readonly kind: 'connected' | 'broken' }
  /** The stream begins anew after a refusal: what was missed has to be read. */
  | { readonly kind: 'anew' }
  | {
      readonly kind: 'frame';
      readonly type: string;
      readonly data: string;
      /** Set by the worker: whether this window speaks for all of them, so that a message makes one sound. */
      readonly isSpeaker?: boolean;
    };

const frameTypes = [
  'hello',
  'reset',
  'conversation',
  'conversation.gone',
  'list.stale',
  'message',
  'ticket',
  'note',
  'mention',
  'counts',
  'presence',
  'scheduled',
  'media',
  'contactJob',
] as const;

const pauseMs = 3_000;

/** Follows the event stream until the returned function is called. The browser comes back by itself with the last id it saw. */
export function followStream(tell: (signal: StreamSignal) => void): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const open = (): void => {
    source = new EventSource('/internal/live');
    source.onopen = () => tell({ kind: 'connected' });
    source.onerror = () => {
      tell({ kind: 'broken' });
      // A refusal closes for good: begin anew, and read what was missed.
      if (source?.readyState === EventSource.CLOSED && !isStopped) again = setTimeout(reopen, pauseMs);
    };
    for (const type of frameTypes) {
      source.addEventListener(type, (event) => {
        tell({ kind: 'frame', type, data: (event as MessageEvent<string>).data });
      });
    }
  };
  const reopen = (): void => {
    tell({ kind: 'anew' });
    open();
  };

  open();
  return () => {
    isStopped = true;
    clearTimeout(again);
    source?.close();
  };
}
