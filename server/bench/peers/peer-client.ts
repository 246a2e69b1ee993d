import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { present } from '../../src/kernel/assert.ts';
import type { PeerAnswer, PeerCallName, PeerCalls, PeerReady, PeerRequest } from './peer-protocol.ts';

/** The process with the fake Cloud API, the customers and the receiver of webhooks. */
export interface Peers {
  readonly pid: number;
  /** Base of the fake Cloud API. */
  readonly graphUrl: string;
  /** Where the receiver takes webhooks. */
  readonly consumerUrl: string;
  /** Rejects when the peer fails at it or has ended. */
  call<Name extends PeerCallName>(name: Name, input: PeerCalls[Name]['input']): Promise<PeerCalls[Name]['output']>;
  stop(): Promise<void>;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

export async function startPeers(): Promise<Peers> {
  const child = fork(join(import.meta.dirname, 'main.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ready = await awaitReady(child);
  const pending = new Map<number, Pending>();
  let lastId = 0;
  child.on('message', (answer: PeerAnswer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.error === undefined) waiting?.resolve(answer.output);
    else waiting?.reject(new Error(`The peers failed: ${answer.error}`));
  });
  child.on('exit', () => {
    for (const waiting of pending.values()) waiting.reject(new Error('The process of the peers has ended.'));
    pending.clear();
  });
  return {
    pid: present(child.pid, 'the pid of the peers'),
    ...ready,
    call(name, input) {
      lastId += 1;
      const request: PeerRequest = { id: lastId, name, input };
      return new Promise((resolve, reject) => {
        pending.set(request.id, { resolve: (output) => resolve(output as never), reject });
        child.send(request, (error) => {
          if (error) reject(error);
        });
      });
    },
    stop: () => stopChild(child),
  };
}

async function awaitReady(child: ChildProcess): Promise<PeerReady> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of the peers ended with exit code ${code} before it was ready.`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [PeerReady];
  ended.catch(() => undefined);
  return ready;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
