import { runBench } from './run-bench.ts';
import { runMain } from './run-main.ts';

await runMain(runBench);
