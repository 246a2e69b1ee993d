import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { createClock, type MovableClock } from './kernel/clock.ts';

/**
 * The clock of the platform. With the simulator on it can be moved, and stays moved over a restart: rows written in the
 * virtual future would otherwise lie ahead of the clock. In production it is the machine's time.
 */
export function openPlatformClock(config: Config): MovableClock {
  if (!config.simulator) return createClock();
  const path = join(config.dataDir, 'simulator-clock');
  const kept = existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : 0;
  const clock = createClock({ offsetMs: Number.isSafeInteger(kept) && kept > 0 ? kept : 0 });
  clock.onMoved(() => writeFileSync(path, String(clock.offsetMs()), { mode: 0o600 }));
  return clock;
}
