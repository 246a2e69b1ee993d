import { z } from 'zod';

/** Grows when a file of today could not be read any more. */
export const exportFormat = 1;

/** The first line of an export. */
export const exportHeader = z.object({
  format: z.literal(exportFormat),
  exportedAt: z.string(),
  /** Tells whether two processes seal with the same key, without telling the key. */
  keyMark: z.string(),
  migrations: z.array(z.int()),
  sequences: z.array(z.object({ name: z.string(), value: z.int() })),
});

export type ExportHeader = z.infer<typeof exportHeader>;

/** Every other line but the last: rows of one table. */
export const exportRows = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.record(z.string(), z.unknown())),
});

/** The last line: a file that was cut off has none. */
export const exportEnd = z.object({ counts: z.record(z.string(), z.int()) });
