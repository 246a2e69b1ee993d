import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { present } from '../../src/kernel/assert.ts';
import { heapFlag } from '../platform/platform-process.ts';
import type { BareSettings } from './bare-steps.ts';

/** What the process is told first. */
export interface BareOrder extends BareSettings {
  readonly dataDir: string;
}

/** What it answers when it serves. */
export interface BareReady {
  readonly port: number;
  readonly postgresPid: number;
}

/**
 * The least that can be called a platform, in a process of its own: the batches of the hot path and nothing else. No tenants, no
 * rules, no limits, no retries, no order, no crash safety. What it does on a machine is what there is to be had on it.
 */
export interface BarePlatform {
  readonly pid: number;
  readonly postgresPid: number;
  readonly webhookUrl: string;
  accept(waIds: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startBarePlatform(settings: BareSettings): Promise<BarePlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-bare-'));
  const child = fork(join(import.meta.dirname, 'bare-process.ts'), { execArgv: [heapFlag] });
  const order: BareOrder = { ...settings, dataDir };
  child.send(order);
  const [ready] = (await once(child, 'message')) as [BareReady];
  const baseUrl = `http://127.0.0.1:${ready.port}`;
  return {
    pid: present(child.pid, 'the pid of the bare platform'),
    postgresPid: ready.postgresPid,
    webhookUrl: `${baseUrl}/meta/webhook`,
    async accept(waIds) {
      const answer = await request(`${baseUrl}/accept`, { method: 'POST', body: JSON.stringify(waIds) });
      await answer.body.dump();
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
