import { readdirSync, readFileSync } from 'node:fs';

/** What processes used so far: seconds of processor time and megabytes of memory held now. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

const ticksPerSecond = 100;
const kilobytesPerMb = 1024;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Of itself. */
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

/** One process. Zeros where the system has no /proc. */
export function readUsage(pid: number): Usage {
  const times = readTimes(pid);
  return {
    cpuSeconds: (times?.own ?? 0) / ticksPerSecond,
    memoryMb: readMemoryKb(pid, 'status', 'VmRSS') / kilobytesPerMb,
  };
}

/** A process with its children. Memory that they share is counted once (PSS). */
export function readFamilyUsage(pid: number): Usage {
  const family = readAllTimes().filter((times) => times.pid === pid || times.parent === pid);
  let ticks = 0;
  let kilobytes = 0;
  for (const times of family) {
    ticks += times.own + (times.pid === pid ? times.ended : 0);
    kilobytes += readMemoryKb(times.pid, 'smaps_rollup', 'Pss');
  }
  return { cpuSeconds: ticks / ticksPerSecond, memoryMb: kilobytes / kilobytesPerMb };
}

export function subtractCpu(later: Usage, earlier: Usage): number {
  return later.cpuSeconds - earlier.cpuSeconds;
}

function readAllTimes(): ProcessTimes[] {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return names.flatMap((name) => readTimes(Number(name)) ?? []);
}

function readTimes(pid: number): ProcessTimes | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may hold anything; fields are counted from behind it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, own = 0, ownSystem = 0, ended = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) => fields[at]);
  return { pid, parent, own: own + ownSystem, ended: ended + endedSystem };
}

function readMemoryKb(pid: number, file: 'status' | 'smaps_rollup', field: string): number {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readIfThere(`/proc/${pid}/${file}`) ?? '');
  return Number(match?.[1] ?? 0);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
