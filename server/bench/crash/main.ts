import { runMain } from '../run-main.ts';
import { runCrash } from './run-crash.ts';

await runMain(runCrash);
