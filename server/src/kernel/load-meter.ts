import { cpus } from 'node:os';
import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Whether there is room for more work. */
export interface LoadMeter {
  /** Whether the cores of this machine, or the one thread of this process, had nearly nothing left to give just now. */
  isBusy(): boolean;
}

/** The system counts in hundredths of a second: less time than this says little. */
const windowMs = 100;
const busyShare = 0.8;
const cores = Math.max(1, cpus().length);

interface Sample {
  readonly atMs: number;
  readonly coresBusyMs: number;
  readonly loop: EventLoopUtilization;
}

/** Looks when it is asked, at most ten times a second, at what happened since it last looked. */
export function createLoadMeter(): LoadMeter {
  let last = takeSample();
  let busy = false;
  return {
    isBusy() {
      if (performance.now() - last.atMs < windowMs) return busy;
      const next = takeSample();
      const coresShare = (next.coresBusyMs - last.coresBusyMs) / ((next.atMs - last.atMs) * cores);
      const loopShare = performance.eventLoopUtilization(next.loop, last.loop).utilization;
      busy = Math.max(coresShare, loopShare) >= busyShare;
      last = next;
      return busy;
    },
  };
}

function takeSample(): Sample {
  const coresBusyMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { atMs: performance.now(), coresBusyMs, loop: performance.eventLoopUtilization() };
}
