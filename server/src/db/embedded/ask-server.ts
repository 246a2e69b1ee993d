import { Client, DatabaseError } from 'pg';

/** How to reach a Postgres. `host` may be the directory of its unix socket. */
export interface PostgresConnection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export type Answer =
  | { kind: 'serves'; dataDirectory: string; settingsName: string }
  /** It answers, but takes no connection now: it starts, recovers or stops. */
  | { kind: 'busy'; reason: string }
  | { kind: 'fails'; reason: string }
  | { kind: 'password-refused' }
  /** Nothing of Postgres answered in time. */
  | { kind: 'silent'; reason: string };

/** The database every cluster has; Parley's own may not have been made yet. */
const maintenanceDatabase = 'postgres';
const invalidPassword = '28P01';
/** cannot_connect_now and too_many_connections. */
const busyCodes = ['57P03', '53300'];

/** Who serves at that address; makes the connection's database when the server lacks it. Waits `limitMs` at most. */
export async function askServer(connection: PostgresConnection, limitMs: number): Promise<Answer> {
  const client = new Client({
    ...connection,
    database: maintenanceDatabase,
    ssl: false,
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
    application_name: 'parley launcher',
  });
  // A broken connection also fails the call under way.
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await readIdentity(client);
    await ensureDatabase(client, connection.database);
    await client.end();
    return answer;
  } catch (error) {
    // Not awaited: a server that hangs does not confirm the end either.
    client.end().catch(() => {});
    return explainRefusal(error);
  }
}

async function readIdentity(client: Client): Promise<Answer> {
  const { rows } = await client.query<{ directory: string; name: string }>(
    "select current_setting('data_directory') as directory, current_setting('cluster_name') as name",
  );
  return { kind: 'serves', dataDirectory: rows[0]?.directory ?? '', settingsName: rows[0]?.name ?? '' };
}

async function ensureDatabase(client: Client, database: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
}

function explainRefusal(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof DatabaseError)) return { kind: 'silent', reason };
  if (error.code === invalidPassword) return { kind: 'password-refused' };
  return { kind: busyCodes.includes(error.code ?? '') ? 'busy' : 'fails', reason };
}
