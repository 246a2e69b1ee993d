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
const ownerKeyLimit = 2 ** 47;

// A lease is free when it has expired or when its owner's session is gone: the owner holds an advisory lock on its key
// for as long as its connection lives, so a killed process is noticed within milliseconds.
const acquireStatement = systemStatement<{ name: string; fence: number }>(
  'lease.acquire',
  `with wanted as (
     select l.name from leases l
     where l.name = any($1::text[])
       and (l.expires_at < clock_timestamp() or l.owner_key = 0
         or (l.owner_key <> $2 and pg_try_advisory_xact_lock(l.owner_key)))
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
  fence: number;
}

/** Keeps the leases of this process. One owner key a process; a lost session gives up everything at once. */
export function createLeaseKeeper(options: { db: Database; log: Log }): LeaseKeeper {
  const { db, log } = options;
  let session: DedicatedConnection | undefined;
  let ownerKey = 0;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const held = new Map<string, Held>();

  const loseAll = (reason: string): void => {
    if (held.size > 0 && !closed) log.warn({ leases: held.size, reason }, 'leases lost');
    held.clear();
    session = undefined;
  };

  const openSession = async (): Promise<void> => {
    if (session) return;
    const opened = await db.dedicated();
    ownerKey = 1 + randomInt(ownerKeyLimit);
    await opened.system(ownerLockStatement, [ownerKey]);
    opened.onLost(() => loseAll('the database session ended'));
    session = opened;
    renewedAt = performance.now();
  };

  const renew = async (): Promise<void> => {
    if (!session || held.size === 0) return;
    const startedAt = performance.now();
    try {
      const rows = await session.system(renewStatement, [ownerKey]);
      const names = new Set(rows.map((row) => row.name));
      for (const name of held.keys()) if (!names.has(name)) held.delete(name);
      renewedAt = startedAt;
    } catch (error) {
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
      await openSession();
      startRenewing();
      const missing = names.filter((name) => !held.has(name));
      if (missing.length > 0) {
        await db.system(createStatement, [missing]);
        const startedAt = performance.now();
        const rows = await db.system(acquireStatement, [missing, ownerKey]);
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
      const ending = session;
      session = undefined;
      if (!ending) return;
      await ending
        .system(releaseStatement, [ownerKey])
        .catch((error) => log.warn({ err: error }, 'leases not released'));
      await ending.close();
    },
  };
}
