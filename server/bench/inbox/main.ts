import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlatform } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createDatabase } from '../../src/db/database.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { readDemoSecrets } from '../../src/demo/demo-workspace.ts';
import { createClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { findFreePort } from '../platform/free-port.ts';
import { contactProbes } from './contact-probes.ts';
import { findNamedIds, listProbes } from './list-probes.ts';
import { type LiveTimes, measureLiveView } from './live-view.ts';
import { type DataSize, makeData } from './make-data.ts';
import { measure, openSession } from './measure.ts';

// npm run bench:inbox -- [--only lists|contacts|live] [--conversations 100000] [--messages 1000000] [--calls 200]
const password = 'the bench signs in';
const appSecret = 'the app secret of the bench';
const told = (text: string): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000' },
    messages: { type: 'string', default: '1000000' },
    calls: { type: 'string', default: '200' },
    only: { type: 'string' },
  },
});
await run({ conversations: Number(values.conversations), messages: Number(values.messages) }, Number(values.calls));

async function run(size: DataSize, calls: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-inbox-'));
  const log = createLog({ level: 'error' });
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  const db = createDatabase({ connection: postgres.connection, maxConnections: 12, log });
  let stopPlatform: (() => Promise<void>) | undefined;
  try {
    await migrate(db);
    const port = await findFreePort();
    const environment = {
      PARLEY_DATA_DIR: dataDir,
      PARLEY_SIMULATOR: 'on',
      PARLEY_DEMO_PASSWORD: password,
      PARLEY_DEMO_APP_SECRET: appSecret,
      PORT: String(port),
    };
    const config = readConfig({ PARLEY_SECRET_KEY: 'a secret key for the bench', ...environment });
    const shared = { config, port, db, clock: createClock(), log, demo: readDemoSecrets(config) };
    const platform = await createPlatform({ ...shared, simulatorSeed: 'bench', playDemo: false });
    stopPlatform = () => platform.stop();
    await platform.start();
    const session = await openSession(platform.baseUrl, 'agent@demo.test', password);
    if (values.only === undefined || values.only === 'live') {
      tellLive(await measureLiveView({ ...session, appSecret, messages: calls }));
    }
    if (values.only === 'live') return;
    await makeData(db, size, told);
    const probes = [
      ...(values.only === 'contacts' ? [] : await listProbes(db, session)),
      ...(values.only === 'lists' ? [] : await contactProbes(session, await findNamedIds(db))),
    ];
    const measured = await measure(session, probes, calls);
    await session.close();
    told(`\n${'call'.padEnd(44)}${'p50 ms'.padStart(8)}${'p95 ms'.padStart(8)}${'rows'.padStart(6)}`);
    for (const { name, p50, p95, rows } of measured) {
      told(`${name.padEnd(44)}${p50.toFixed(1).padStart(8)}${p95.toFixed(1).padStart(8)}${String(rows).padStart(6)}`);
    }
  } finally {
    await stopPlatform?.();
    await db.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** From the webhook's arrival to the screen of a browser. */
function tellLive(all: readonly LiveTimes[]): void {
  told(
    `\n${'on the screen after'.padEnd(24)}${'p50 ms'.padStart(8)}${'p95 ms'.padStart(8)}${'most'.padStart(8)}${'n'.padStart(6)}`,
  );
  for (const { name, p50, p95, most, messages } of all) {
    const figures = [p50, p95, most].map((ms) => ms.toFixed(0).padStart(8)).join('');
    told(`${name.padEnd(24)}${figures}${String(messages).padStart(6)}`);
  }
  told(`load of this machine: ${loadavg()[0]?.toFixed(2)} on ${availableParallelism()} cores`);
}
