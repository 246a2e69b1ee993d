import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../src/db/database.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { createPartitions } from '../src/db/partitions.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createEventRecorder, type EventRecorder } from '../src/events/record.ts';
import { createClock, type MovableClock } from '../src/kernel/clock.ts';
import type { Context } from '../src/kernel/context.ts';
import { createLog } from '../src/kernel/log.ts';
import { createGraphClient, type GraphClient } from '../src/meta/graph-client.ts';
import type { ChannelCredentials } from '../src/modules/channels/index.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';

export type Row = Record<string, unknown>;

export interface TemplatesLab {
  readonly db: Database;
  readonly clock: MovableClock;
  readonly events: EventRecorder;
  readonly graph: GraphClient;
  readonly graphServer: LocalServer;
  /** What the account holds at Meta, which lists two templates a page. */
  atMeta: Row[];
  /** Errors that Meta gives, one after another, to those who ask for a second page. */
  failures: Row[];
  addTenant(): Promise<Context>;
  close(): Promise<void>;
}

const pageSize = 2;
const insertTenant = systemStatement('', `insert into tenants (id, name, created_at) values ($1, 'Tea', now())`);

/** A database with the schema, and an account at a Cloud API that lists templates. */
export async function startTemplatesLab(): Promise<TemplatesLab> {
  const log = createLog({ level: 'silent' });
  const clock = createClock();
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-templates-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log, durability: 'none' });
  const db = createDatabase({ connection: postgres.connection, maxConnections: 4, log });
  try {
    await migrate(db);
    await createPartitions(db, clock);
  } catch (error) {
    await db.close();
    await postgres.stop();
    throw error;
  }
  const graphServer = await startLocalServer((request, response) => {
    const { status, body } = answerList(lab, request.url ?? '');
    response.writeHead(status).end(JSON.stringify(body));
  });
  const graph = createGraphClient({ baseUrl: graphServer.url });
  let tenants = 0;

  const lab: TemplatesLab = {
    db,
    clock,
    events: createEventRecorder([]),
    graph,
    graphServer,
    atMeta: [],
    failures: [],
    async addTenant() {
      tenants += 1;
      const tenantId = String(900_000 + tenants);
      await db.system(insertTenant, [tenantId]);
      return { tenantId, actor: { kind: 'system' }, requestId: 'test' };
    },
    async close() {
      await graph.close();
      await graphServer.close();
      await db.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return lab;
}

function answerList(lab: TemplatesLab, requestUrl: string): { status: number; body: Row } {
  const start = Number(new URL(requestUrl, 'http://graph.test').searchParams.get('after') ?? '0');
  const failure = start > 0 ? lab.failures.shift() : undefined;
  if (failure) return { status: 400, body: { error: failure } };
  const end = start + pageSize;
  const next = end < lab.atMeta.length ? { next: `http://graph.test/?after=${end}` } : {};
  const paging = { cursors: { before: String(start), after: String(end) }, ...next };
  return { status: 200, body: { data: lab.atMeta.slice(start, end), paging } };
}

export function channelOf({ tenantId }: Context, wabaId: string): ChannelCredentials {
  return {
    tenantId,
    id: 'c',
    metaAppId: 'a',
    wabaId,
    phoneNumberId: '3',
    phoneNumber: '15550001',
    name: 'Main',
    isDefault: true,
    throughputPerSecond: 80,
    unconfirmedPolicy: 'hold',
    pausedAt: null,
    pausedReason: null,
    createdAt: new Date(0),
    accessToken: 'token',
  };
}

/** A template as Meta lists it. */
export function listed(id: string, name: string, rest: Row = {}): Row {
  const components = [{ type: 'BODY', text: 'Hello {{1}}.', example: { body_text: [['Mei']] } }];
  return { id, name, language: 'en', status: 'APPROVED', category: 'UTILITY', components, ...rest };
}
