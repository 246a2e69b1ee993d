import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTable } from '../src/http/csv/open-table.ts';

async function readAll(text: string, rowLimit?: number): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-csv-'));
  try {
    const path = join(folder, 'rows.csv');
    await writeFile(path, text);
    const rows: string[][] = [];
    for await (const { cells } of (await openTable(path, rowLimit)).rows()) rows.push([...cells]);
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Twenty megabytes of line ends were twenty million rows, which took the server many minutes to leave out.
test('empty rows are left out, and count where a file has more rows than a spreadsheet can have', async () => {
  expect(await readAll('phone\n\n\n31600000001\n', 4)).toEqual([['31600000001']]);
  const refused = { reason: 'request.invalid', message: expect.stringContaining('more than 4 rows') };
  await expect(readAll(`phone\n31600000001${'\n'.repeat(5)}`, 4)).rejects.toMatchObject(refused);
  await expect(readAll('\n'.repeat(6), 4)).rejects.toMatchObject(refused);
});
