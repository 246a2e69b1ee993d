import { type Stage, type StageUsage, stageCpuSeconds } from '../stage.ts';
import { readMachineTicks } from './machine.ts';

const ticksPerSecond = 100;

export interface OtherLoad {
  /**
   * Percent of all cores since the watch began; undefined where the system does not tell. `moreOwnSeconds` of processor time
   * were used by processes of the bench that are no part of the stage.
   */
  share(moreOwnSeconds?: number): Promise<number | undefined>;
}

/** Watches how much of the machine is used by programs that are no part of the bench: figures taken beside them mean little. */
export async function watchOtherLoad(stage: Stage): Promise<OtherLoad> {
  const machine = readMachineTicks();
  const own = await readOwn(stage);
  return {
    async share(moreOwnSeconds = 0) {
      const now = readMachineTicks();
      if (!machine || !now) return undefined;
      const total = (now.total - machine.total) / ticksPerSecond;
      const busy = (now.busy - machine.busy) / ticksPerSecond;
      const used = (await readOwn(stage)) - own + moreOwnSeconds;
      return Math.max(0, ((busy - used) / total) * 100);
    },
  };
}

async function readOwn(stage: Stage): Promise<number> {
  const usage: StageUsage = await stage.usage();
  const { user, system } = process.cpuUsage();
  return stageCpuSeconds(usage) + (user + system) / 1_000_000;
}
