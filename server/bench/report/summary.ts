import type { Faults, Figure, RunResult } from '../scenarios/scenario.ts';
import { median } from './statistics.ts';

/** What the runs of one scenario came to. */
export interface Summary {
  readonly scenario: string;
  readonly description: string;
  readonly runs: number;
  readonly lines: readonly SummaryLine[];
  readonly faults: Faults;
}

export interface SummaryLine {
  readonly figure: string;
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly digits: number;
  readonly target: Figure['target'];
  /** Undefined without a target. */
  readonly met: boolean | undefined;
}

/** Medians over the runs; the faults of all runs are added up. */
export function summarise(scenario: string, description: string, results: readonly RunResult[]): Summary {
  const [first] = results;
  const lines = (first?.figures ?? []).map((figure, index) => {
    const values = results.map((result) => result.figures[index]?.value ?? Number.NaN);
    const middle = median(values);
    return {
      figure: figure.name,
      unit: figure.unit,
      median: middle,
      least: Math.min(...values),
      most: Math.max(...values),
      digits: figure.digits ?? 0,
      target: figure.target,
      met: isMet(figure.target, middle),
    };
  });
  return {
    scenario,
    description,
    runs: results.length,
    lines,
    faults: addFaults(results.map((result) => result.faults)),
  };
}

export function addFaults(all: readonly Faults[]): Faults {
  const add = (pick: (faults: Faults) => number): number => all.reduce((total, faults) => total + pick(faults), 0);
  return {
    lost: add((faults) => faults.lost),
    duplicates: add((faults) => faults.duplicates),
    orderBreaks: add((faults) => faults.orderBreaks),
    notes: all.flatMap((faults) => faults.notes),
  };
}

export function hasFaults(faults: Faults): boolean {
  return faults.lost + faults.duplicates + faults.orderBreaks > 0;
}

function isMet(target: Figure['target'], value: number): boolean | undefined {
  if (!target) return undefined;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
