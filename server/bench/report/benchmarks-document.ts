import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { Summary } from './summary.ts';
import { toTable } from './table.ts';

const documentPath = join(import.meta.dirname, '..', '..', '..', 'docs', 'BENCHMARKS.md');
const startMark = '<!-- results: newest first, written by `npm run bench -- --write` -->';

export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly postgres: string;
  /** Share of the machine that other programs used meanwhile, in percent. */
  readonly otherLoad: number | undefined;
  readonly quick: boolean;
  readonly summaries: readonly Summary[];
}

/** The report as a section of Markdown. */
export function toSection(report: Report): string {
  const { machine } = report;
  const form = report.quick ? 'quick form' : 'full form';
  const where = `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}`;
  const what = report.summaries.map((summary) => `- ${summary.scenario}: ${summary.description}`).join('\n');
  const busy =
    report.otherLoad === undefined ? '' : ` Other programs used ${report.otherLoad.toFixed(0)} % of the machine.`;
  const runs = Math.min(...report.summaries.map((summary) => summary.runs));
  return [
    `## ${report.date}, ${form}`,
    '',
    `${where}; Node ${machine.node}, Postgres ${report.postgres} (embedded). Medians of ${runs} or more runs.${busy}`,
    '',
    what,
    '',
    toTable(report.summaries),
    '',
  ].join('\n');
}

/** Puts the section above the earlier ones in docs/BENCHMARKS.md. Throws when the document has no place for it. */
export async function writeSection(section: string): Promise<string> {
  const text = await readFile(documentPath, 'utf8');
  const at = text.indexOf(startMark);
  if (at < 0) throw new Error(`${documentPath} has no line "${startMark}".`);
  const end = at + startMark.length;
  await writeFile(documentPath, `${text.slice(0, end)}\n\n${section}${text.slice(end).replace(/^\n+/, '\n')}`);
  return documentPath;
}
