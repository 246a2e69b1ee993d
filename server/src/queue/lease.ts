import { randomInt } from 'node:crypto';
import type { Database, DedicatedConnection } from '../db/database.ts';
import { systemStatement } from '../db/scope.ts';
import type { Log } from '../kernel/log.ts';

/** The right to work on one thing (a channel, a shard of endpoints) until it is lost. */
export interface Lease {
  readonly name: string;
  /** Grows with every new holder of any lease: rows stamped with another fence belong to an earlier holder. */
  readonly fence: number;
  /** False as soon as this process can no longer be sure that it is the only holder. Ask before every side effect. */
  held(): boolean;
}

export interface LeaseKeeper {
  /** The leases of `names` that this process now holds: those it held already and those that were free or orphaned. */
  acquire(names: readonly string[]): Promise<Lease[]>;
  /** Gives all leases back, so that another process takes over at once. */
  close(): Promise<void>;
}

const leaseSeconds = 15;
/** Our own limit is shorter than the row's, so that we stop before another may start. */
const trustedMs = 10_000;
const renewEveryMs = 4_000;
/** A session that leaves a question without an answer for so long is taken for lost: a broken network may never say so. */
const silentMs = 30_000;
const ownerKeyLimit = 2 ** 47;

// A lease is free when it has expired or when its owner's session is gone: the owner holds an advisory lock on its key
// for as long as its connection lives, so a killed process is noticed within milliseconds. One that is ours already was
// acquired by a statement whose answer was lost.
const acquireStatement = systemStatement<{ name: string; fence: number }>(
  'lease.acquire',
  `with wanted as (
     select l.name from leases l
     where l.name = any($1::text[])
       and (l.expires_at < clock_timestamp() or l.owner_key in (0, $2) or pg_try_advisory_xact_lock(l.owner_key))
     for update skip locked)
   update leases l set owner_key = $2, fence = nextval('lease_fences'),
     expires_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
   from wanted where wanted.name = l.name
   returning l.name, l.fence`,
);
const createStatement = systemStatement(
  'lease.create',
  `insert into leases (name, owner_key, fence, expires_at)
   select name, 0, 0, clock_timestamp() from unnest($1::text[]) as name on conflict do nothing`,
);
const renewStatement = systemStatement<{ name: string }>(
  'lease.renew',
  `update leases set expires_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
   where owner_key = $1 returning name`,
);
const releaseStatement = systemStatement(
  'lease.release',
  'update leases set owner_key = 0, expires_at = clock_timestamp() where owner_key = $1',
);
const ownerLockStatement = systemStatement('lease.owner-lock', 'select pg_advisory_lock($1)');

interface Held {
  readonly fence: number;
}

/** The connection that stands for this process: it holds the advisory lock on the owner key. */
interface Session {
  readonly connection: DedicatedConnection;
  readonly ownerKey: number;
}

/** Keeps the leases of this process. One owner key a session; a lost session gives up everything at once. */
export function createLeaseKeeper(options: { db: Database; log: Log }): LeaseKeeper {
  const { db, log } = options;
  let session: Session | undefined;
  let opening: Promise<Session> | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let unansweredSince: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const held = new Map<string, Held>();

  const lose = (lost: Session): void => {
    if (session !== lost) return;
    if (held.size > 0 && !closed) log.warn({ leases: held.size }, 'leases lost: the database session ended');
    held.clear();
    session = undefined;
    unansweredSince = undefined;
  };

  const open = async (): Promise<Session> => {
    const connection = await db.dedicated();
    const opened = { connection, ownerKey: 1 + randomInt(ownerKeyLimit) };
    await connection.system(ownerLockStatement, [opened.ownerKey]).catch(async (error) => {
      await connection.close();
      throw error;
    });
    connection.onLost(() => lose(opened));
    session = opened;
    renewedAt = performance.now();
    return opened;
  };

  // All who need the first lease at the same time share one session.
  const openSession = async (): Promise<Session> => {
    if (session) return session;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  const giveUp = (silent: Session): void => {
    lose(silent);
    silent.connection.cut();
  };

  const renew = async (): Promise<void> => {
    if (!session || held.size === 0) return;
    const startedAt = performance.now();
    if (startedAt - (unansweredSince ?? startedAt) >= silentMs) return giveUp(session);
    unansweredSince ??= startedAt;
    const asked = session;
    // Those acquired while this runs are not in its answer.
    const before = [...held];
    try {
      const rows = await asked.connection.system(renewStatement, [asked.ownerKey]);
      if (session !== asked) return;
      unansweredSince = undefined;
      const names = new Set(rows.map((row) => row.name));
      for (const [name, entry] of before) if (!names.has(name) && held.get(name) === entry) held.delete(name);
      renewedAt = startedAt;
    } catch (error) {
      if (session === asked) unansweredSince = undefined;
      log.warn({ err: error }, 'renewing the leases failed');
    }
  };

  const startRenewing = (): void => {
    timer ??= setInterval(() => void renew(), renewEveryMs);
    timer.unref();
  };

  const toLease = (name: string, entry: Held): Lease => ({
    name,
    fence: entry.fence,
    held: () => held.get(name) === entry && performance.now() - renewedAt < trustedMs,
  });

  return {
    async acquire(names) {
      if (closed || names.length === 0) return [];
      const owner = await openSession();
      startRenewing();
      const missing = names.filter((name) => !held.has(name));
      if (missing.length > 0) {
        await db.system(createStatement, [missing]);
        const startedAt = performance.now();
        const rows = await db.system(acquireStatement, [missing, owner.ownerKey]);
        // Without its session the owner key protects nothing: others may have these leases already.
        if (session !== owner) return [];
        if (held.size === 0) renewedAt = startedAt;
        for (const row of rows) held.set(row.name, { fence: row.fence });
      }
      return names.flatMap((name) => {
        const entry = held.get(name);
        return entry ? [toLease(name, entry)] : [];
      });
    },
    async close() {
      closed = true;
      clearInterval(timer);
      held.clear();
      await opening?.catch(() => undefined);
      const ending = session;
      session = undefined;
      if (!ending) return;
      await ending.connection
        .system(releaseStatement, [ending.ownerKey])
        .catch((error) => log.warn({ err: error }, 'leases not released'));
      await ending.connection.close();
    },
  };
}
