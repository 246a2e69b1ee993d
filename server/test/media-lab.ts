import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../src/db/database.ts';
import { systemStatement, tenantStatement } from '../src/db/scope.ts';
import { createEventRecorder, type EventRecorder } from '../src/events/record.ts';
import { createClock, type MovableClock } from '../src/kernel/clock.ts';
import type { Context } from '../src/kernel/context.ts';
import { createLog, type Log } from '../src/kernel/log.ts';
import { createSecretBox, type SecretBox } from '../src/kernel/secret-box.ts';
import { createGraphClient, type GraphClient } from '../src/meta/graph-client.ts';
import { createTenant } from '../src/modules/accounts/index.ts';
import { addChannel, type ChannelCredentials, findCredentials, saveMetaApp } from '../src/modules/channels/index.ts';
import { cloneDatabase } from './harness/test-database.ts';

/** How the media of the fake Cloud API behave; changed by the tests. */
export interface FakeGraph {
  readonly url: string;
  /** Answers to look-ups by media id; an id that is not there is unknown. */
  readonly files: Map<string, Buffer>;
  /** Called before each request is answered; true: it was answered here. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** `GET /v23.0/1`, `GET /files/1`, `POST /v23.0/300/media` ... */
  readonly requests: string[];
  /** Bodies of uploads. */
  readonly uploads: Buffer[];
  close(): Promise<void>;
}

export interface MediaLab {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly log: Log;
  readonly directory: string;
  close(): Promise<void>;
}

/** One tenant with a channel, a clock that stands still and a data directory of its own. */
export interface MediaWorkspace {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly log: Log;
  readonly clock: MovableClock;
  readonly events: EventRecorder;
  readonly dataDir: string;
  readonly graph: GraphClient;
  readonly meta: FakeGraph;
  readonly ctx: Context;
  readonly tenantId: string;
  readonly channel: ChannelCredentials;
  /** Connects one more number. */
  addNumber(): Promise<ChannelCredentials>;
  close(): Promise<void>;
}

export interface MediaState {
  state: string;
  attempts: number;
  dueMs: number | null;
  detail: string | null;
  sha256: string | null;
  mimeType: string;
  metaMediaId: string | null;
}

const stateStatement = tenantStatement<Omit<MediaState, 'dueMs'> & { dueAt: Date | null }>(
  'test.media-state',
  `select state, fetch_attempts as attempts, fetch_due_at as "dueAt", failed_detail as detail, sha256,
     mime_type as "mimeType", meta_media_id as "metaMediaId"
   from media where tenant_id = $1 and id = $2`,
);
const lastTenantStatement = systemStatement<{ last: number }>(
  'test.last-tenant',
  `select coalesce(max(id::bigint), 500000) as last from tenants`,
);

export async function openMediaLab(): Promise<MediaLab> {
  const database = await cloneDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'parley-media-'));
  return {
    db: database.db,
    secrets: createSecretBox('test'),
    log: createLog({ level: 'silent' }),
    directory,
    async close() {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function openWorkspace(lab: MediaLab): Promise<MediaWorkspace> {
  const { db, secrets, log } = lab;
  const startMs = Date.UTC(2026, 9, 1);
  const clock = createClock({ machineMs: () => startMs });
  const [row] = await db.system(lastTenantStatement);
  const tenantId = String((row?.last ?? 0) + 1);
  await createTenant({ db, clock }, { id: tenantId, name: 'Test' });
  await saveMetaApp({ db, clock, secrets }, { id: tenantId, tenantId, appSecret: 's', verifyToken: 'v' });
  let numbers = 0;
  const addNumber = async (): Promise<ChannelCredentials> => {
    numbers += 1;
    const phoneNumberId = `${tenantId}${numbers}`;
    const names = {
      metaAppId: tenantId,
      wabaId: '200',
      phoneNumberId,
      phoneNumber: phoneNumberId,
      name: `No ${numbers}`,
    };
    const rest = { isDefault: numbers === 1, throughputPerSecond: 80, accessToken: 'token' };
    const id = await addChannel({ db, clock, secrets }, tenantId, { ...names, ...rest });
    const channel = await findCredentials({ db, secrets }, tenantId, id);
    if (!channel) throw new Error('The channel is not there.');
    return channel;
  };
  const meta = await startFakeGraph();
  const graph = createGraphClient({ baseUrl: meta.url });
  const channel = await addNumber();
  const dataDir = await mkdtemp(join(lab.directory, 'data-'));
  const ctx: Context = { tenantId, actor: { kind: 'system' }, requestId: 'test' };
  return {
    ...{ db, secrets, log, clock, dataDir, graph, meta, ctx, tenantId, channel, addNumber },
    events: createEventRecorder([]),
    async close() {
      await meta.close();
      await graph.close();
    },
  };
}

export async function stateOf(workspace: MediaWorkspace, mediaId: string): Promise<MediaState> {
  const [row] = await workspace.db.tenant(workspace.tenantId, stateStatement, [mediaId]);
  if (!row) throw new Error('The file is not there.');
  const { dueAt, ...rest } = row;
  return { ...rest, dueMs: dueAt?.getTime() ?? null };
}

/** A file as the upload layer leaves it. */
export async function leaveUpload(workspace: MediaWorkspace, bytes: Buffer): Promise<string> {
  const path = join(await mkdtemp(join(workspace.dataDir, 'upload-')), 'file');
  await writeFile(path, bytes, { mode: 0o644 });
  return path;
}

/** All files under the media directory, relative to it. */
export async function listStored(workspace: MediaWorkspace): Promise<string[]> {
  const root = join(workspace.dataDir, 'media');
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  } catch {
    return [];
  }
}

async function startFakeGraph(): Promise<FakeGraph> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: new Map(),
    requests: [],
    uploads: [],
    intercept: () => false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    fake.requests.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (fake.intercept(request, response)) return;
    const id = request.url?.split('/').at(-1) ?? '';
    if (request.method === 'POST') {
      fake.uploads.push(Buffer.concat(chunks));
      sendJson(response, 200, { id: `up-${fake.uploads.length}` });
    } else if (request.url?.startsWith('/files/')) {
      sendFile(response, fake.files.get(id));
    } else {
      sendInfo(response, `${fake.url}/files/${id}`, fake.files.get(id));
    }
  };
  return fake;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendInfo(response: ServerResponse, url: string, bytes: Buffer | undefined, sha256?: string): void {
  const error = { message: 'Unsupported get request.', type: 'GraphMethodException', code: 100, error_subcode: 33 };
  if (!bytes) sendJson(response, 400, { error });
  else sendJson(response, 200, infoOf(url, bytes, sha256));
}

function infoOf(url: string, bytes: Buffer, sha256?: string): object {
  const digest = sha256 ?? createHash('sha256').update(bytes).digest('hex');
  return { url, mime_type: 'image/png', sha256: digest, file_size: String(bytes.length), id: '1' };
}

function sendFile(response: ServerResponse, bytes: Buffer | undefined): void {
  if (bytes) response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length }).end(bytes);
  else response.writeHead(404).end();
}
