import type { Figure } from '../scenarios/scenario.ts';
import type { Summary, SummaryLine } from './summary.ts';

const headings = ['Scenario', 'Figure', 'Median', 'Range', 'Unit', 'Target', 'Met'] as const;
const numberColumns = new Set([2, 3]);

/** One Markdown table of all summaries, its columns padded so that it reads well in a terminal too. */
export function toTable(summaries: readonly Summary[]): string {
  const rows = summaries.flatMap((summary) => [
    ...summary.lines.map((line) => toRow(summary, line)),
    toFaultRow(summary),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const format = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return numberColumns.has(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = `| ${widths.map((width, column) => (numberColumns.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [format(headings), rule, ...rows.map(format)].join('\n');
}

function toRow(summary: Summary, line: SummaryLine): string[] {
  const show = (value: number): string => value.toFixed(line.digits);
  const range = summary.runs > 1 ? `${show(line.least)} to ${show(line.most)}` : '';
  const met = line.met === undefined ? '' : line.met ? 'yes' : 'no';
  return [summary.scenario, line.figure, show(line.median), range, line.unit, describeTarget(line.target), met];
}

function toFaultRow({ scenario, faults, runs }: Summary): string[] {
  const { lost, duplicates, orderBreaks } = faults;
  const met = lost + duplicates + orderBreaks === 0 ? 'yes' : 'no';
  return [
    scenario,
    `lost / duplicates / out of order, ${runs} runs`,
    `${lost} / ${duplicates} / ${orderBreaks}`,
    '',
    '',
    'none',
    met,
  ];
}

function describeTarget(target: Figure['target']): string {
  if (!target) return '';
  return 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}
