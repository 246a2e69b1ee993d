import { parseArgs } from 'node:util';
import type { BenchDeps } from '../run-bench.ts';
import { runMain } from '../run-main.ts';
import { playLongRun } from './play-long-run.ts';

const usage = `node server/bench/simulation/long-run.ts [--seed 1] [--days 30] [--chats 1000] [--per-week 1]

Plays that many days with the simulator alone, twice with one seed, and compares every byte that a program behind the
callback saw. Exit code 1 when they differ.`;

await runMain(async ({ clock, print, complain }: BenchDeps, args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '30' },
      chats: { type: 'string', default: '1000' },
      'per-week': { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const options = {
    seed: Number(values.seed),
    days: Number(values.days),
    chats: Number(values.chats),
    perWeek: Number(values['per-week']),
  };
  if (Object.values(options).some((value) => !(value >= 0))) {
    complain(usage);
    return 2;
  }
  const startedMs = clock.nowMs();
  const first = await playLongRun(options);
  const betweenMs = clock.nowMs();
  print(`first run   ${describe(first)}, ${((betweenMs - startedMs) / 1000).toFixed(1)} s`);
  const second = await playLongRun(options);
  print(`second run  ${describe(second)}, ${((clock.nowMs() - betweenMs) / 1000).toFixed(1)} s`);
  if (first.fingerprint === second.fingerprint) {
    print(`identical: ${options.days} days, ${options.chats} chats, seed ${options.seed}`);
    return 0;
  }
  if (first.logs !== second.logs) complain('the logs of the simulator differ');
  const at = first.lines.findIndex((line, index) => line !== second.lines[index]);
  complain(`they differ from line ${at + 1} on:\n  ${first.lines[at]}\n  ${second.lines[at]}`);
  return 1;
});

function describe({ webhooks, sends, fingerprint }: Awaited<ReturnType<typeof playLongRun>>): string {
  return `${webhooks} webhooks, ${sends} calls, sha256 ${fingerprint.slice(0, 16)}`;
}
