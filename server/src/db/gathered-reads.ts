import type { PreparedQuery } from './scope.ts';

type Run = (query: PreparedQuery) => Promise<{ rows: unknown[] }>;

/** A question without values that one row with one column answers. */
export interface GatheredQuery {
  readonly name: string;
  readonly text: string;
  /** The name of its column. */
  readonly column: string;
}

interface Asked extends GatheredQuery {
  readonly resolve: (rows: { rows: unknown[] }) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs the questions that are asked in the same moment as one statement: a dozen of them cost little more than one. */
export function createGatheredReads(run: Run): (query: GatheredQuery) => Promise<{ rows: unknown[] }> {
  const names = new Map<string, string>();
  let asked: Asked[] = [];

  // Postgres knows at most 63 characters of a name.
  const nameOf = (batch: readonly Asked[]): string => {
    const key = batch.map(({ name }) => name).join();
    const name = names.get(key) ?? `gathered.${names.size + 1}`;
    names.set(key, name);
    return name;
  };

  const flush = async (): Promise<void> => {
    const batch = asked;
    asked = [];
    const columns = batch.map(({ text }, place) => `(${text}) as "${place}"`);
    try {
      const { rows } = await run({ name: nameOf(batch), text: `select ${columns.join(', ')}`, values: [] });
      const [row] = rows as Record<string, unknown>[];
      for (const [place, { column, resolve }] of batch.entries()) resolve({ rows: [{ [column]: row?.[place] }] });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  return (query) =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) queueMicrotask(() => void flush());
      asked.push({ ...query, resolve, reject });
    });
}
