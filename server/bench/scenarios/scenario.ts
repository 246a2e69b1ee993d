import type { ApiVersion } from '../platform/sends.ts';
import type { Stage } from '../stage.ts';

/** One kind of load, run several times on one stage. */
export interface Scenario {
  readonly name: string;
  /** What is measured, with its size, in a few words. */
  describe(size: BenchSize): string;
  /** Once per stage, before the first run. */
  prepare(stage: Stage): Promise<void>;
  run(stage: Stage, size: BenchSize, series: number): Promise<RunResult>;
}

export interface BenchSize {
  readonly bulkMessages: number;
  readonly bulkApi: ApiVersion;
  readonly singleMs: number;
  readonly inboundMs: number;
  readonly statusMessages: number;
  readonly memoryMessages: number;
}

export interface RunResult {
  readonly figures: readonly Figure[];
  readonly faults: Faults;
  /** Processor time of processes that the run started beside the stage. */
  readonly moreCpuSeconds?: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly digits?: number;
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
}

/** What must not happen; each counts for the exit code. */
export interface Faults {
  readonly lost: number;
  readonly duplicates: number;
  readonly orderBreaks: number;
  readonly notes: readonly string[];
}
