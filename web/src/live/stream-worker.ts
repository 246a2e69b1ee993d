import type { WindowWord } from './shared-stream.ts';
import { followStream, type StreamSignal } from './stream.ts';

/** Whether each is in sight, in the order in which they came. */
const windows = new Map<MessagePort, boolean>();
let stop: (() => void) | undefined;
let isConnected: boolean | undefined;

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<WindowWord>) => {
    if (data === 'join') join(port);
    else if (data === 'leave') leave(port);
    else if (windows.has(port)) windows.set(port, data === 'shown');
  };
});

function join(port: MessagePort): void {
  windows.set(port, false);
  if (isConnected !== undefined) port.postMessage(stateOf(isConnected));
  stop ??= followStream(tellAll);
}

function leave(port: MessagePort): void {
  windows.delete(port);
  if (windows.size > 0) return;
  stop?.();
  stop = undefined;
  isConnected = undefined;
}

function tellAll(signal: StreamSignal): void {
  if (signal.kind === 'connected' || signal.kind === 'broken') isConnected = signal.kind === 'connected';
  const speaker = speakerOf();
  for (const port of windows.keys()) {
    port.postMessage(signal.kind === 'frame' ? { ...signal, isSpeaker: port === speaker } : signal);
  }
}

/** One that is in sight, else the first. */
function speakerOf(): MessagePort | undefined {
  const [first] = windows.keys();
  return [...windows].find(([, isShown]) => isShown)?.[0] ?? first;
}

function stateOf(connected: boolean): StreamSignal {
  return { kind: connected ? 'connected' : 'broken' };
}
