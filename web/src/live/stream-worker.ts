import type { WindowWord } from './shared-stream.ts';
import { followStream, type StreamSignal } from './stream.ts';

const windows = new Set<MessagePort>();
let stop: (() => void) | undefined;
let isConnected: boolean | undefined;

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<WindowWord>) => (data === 'join' ? join(port) : leave(port));
});

function join(port: MessagePort): void {
  windows.add(port);
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
  for (const port of windows) port.postMessage(signal);
}

function stateOf(connected: boolean): StreamSignal {
  return { kind: connected ? 'connected' : 'broken' };
}
