import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { RightOfWay } from '../../kernel/right-of-way.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { TimelineMember } from '../../kernel/timeline.ts';
import type { OutboundHttp } from '../../outbound-http/outbound-http.ts';
import type { Lease, LeaseKeeper } from '../../queue/lease.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import { createEndpointFailures } from './endpoint-failures.ts';
import { createEndpointRunner, type EndpointRunner } from './endpoint-runner.ts';
import { shardCount } from './endpoints.ts';
import { dueEndpointsStatement, type Endpoint, nextDueStatement } from './queries.ts';
import { createDeliverySettler } from './settle-deliveries.ts';

export interface DelivererDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: OutboundHttp;
  readonly leases: LeaseKeeper;
  readonly rightOfWay: RightOfWay;
  readonly secrets: SecretBox;
  /** For the whole exchange with an endpoint. */
  readonly timeoutMs: number;
  observeDelivery(outcome: 'delivered' | 'failed', durationMs: number): void;
}

/** Delivers what is planned: a runner for each endpoint whose shard this process holds. */
export interface Deliverer {
  start(): void;
  /** A hint that deliveries were planned for these endpoints. */
  notify(endpointIds: Iterable<string>): void;
  /** These endpoints were changed by their owner: they are served anew. Other processes see it at their next poll. */
  changed(endpointIds: Iterable<string>): void;
  stop(): Promise<void>;
  readonly timelineMember: TimelineMember;
}

const pollMs = 1_000;
const shards = Array.from({ length: shardCount }, (_, shard) => shard);

interface Running {
  readonly runner: EndpointRunner;
  /** Another one needs another runner: the owner has changed the endpoint. */
  readonly revision: number;
  /** The runner works under this one alone: lost with the database's session, it never holds again. */
  readonly lease: Lease;
}

export function createDeliverer(deps: DelivererDeps): Deliverer {
  const settler = createDeliverySettler(deps);
  const failures = createEndpointFailures(deps);
  const running = new Map<string, Running>();
  const ending = new Map<string, Promise<void>>();

  const run = (endpoint: Endpoint, lease: Lease): void => {
    const { revision } = endpoint;
    const present = running.get(endpoint.id);
    if (present?.revision === revision && present.lease.held()) {
      present.runner.notify();
      return;
    }
    if (present) end(endpoint.id, present.runner);
    if (ending.has(endpoint.id)) return;
    const parts = { ...deps, settler, failures: failures.of(endpoint) };
    const runner = createEndpointRunner(parts, endpoint, () => lease.held());
    running.set(endpoint.id, { runner, revision, lease });
    runner.start();
  };

  const step = async (): Promise<boolean> => {
    const leases = await deps.leases.acquire(shards.map(leaseName));
    const byShard = new Map(leases.map((lease) => [lease.name, lease]));
    const mine = shards.filter((shard) => byShard.has(leaseName(shard)));
    const due = await deps.db.system(dueEndpointsStatement, [mine, deps.clock.now()]);
    for (const endpoint of due) {
      const lease = byShard.get(leaseName(endpoint.shard));
      if (!lease) continue;
      try {
        run(endpoint, lease);
      } catch (error) {
        const { tenantId, id: endpointId } = endpoint;
        deps.log.error(
          { err: error, tenantId, endpointId },
          'an endpoint could not be served: is its secret readable?',
        );
      }
    }
    dropIdle(new Set(due.map((endpoint) => endpoint.id)));
    return false;
  };

  // A runner with nothing due costs only memory, but its lease may have moved: it is made anew when needed.
  const dropIdle = (due: ReadonlySet<string>): void => {
    for (const [id, { runner }] of running) if (!due.has(id)) end(id, runner);
  };

  // Ends in the background, so that an endpoint that hangs delays no other; its successor waits for the end.
  const end = (id: string, runner: EndpointRunner): void => {
    running.delete(id);
    ending.set(
      id,
      runner.stop().finally(() => {
        ending.delete(id);
        loop.notify();
      }),
    );
  };

  const loop = createWorkLoop({ name: 'deliver', step, pollMs, clock: deps.clock, log: deps.log });
  let started = false;
  return {
    start() {
      started = true;
      loop.start();
    },
    notify(endpointIds) {
      for (const id of endpointIds) {
        const present = running.get(id);
        if (present) present.runner.notify();
        else loop.notify();
      }
    },
    changed(endpointIds) {
      for (const id of endpointIds) {
        const present = running.get(id);
        if (present) end(id, present.runner);
        else loop.notify();
      }
    },
    async stop() {
      await loop.stop();
      await Promise.all([...ending.values(), ...[...running.values()].map(({ runner }) => runner.stop())]);
      running.clear();
      await settler.idle();
    },
    timelineMember: {
      name: 'deliver',
      nextDueMs: async () => {
        // Without the role the work is another process's.
        if (!started) return undefined;
        const [row] = await deps.db.system(nextDueStatement);
        return row?.due?.getTime();
      },
      async drain() {
        await loop.drain();
        await Promise.all([...running.values()].map(({ runner }) => runner.drain()));
      },
      isIdle: () => loop.isIdle() && ending.size === 0 && [...running.values()].every(({ runner }) => runner.isIdle()),
    },
  };
}

function leaseName(shard: number): string {
  return `deliver:${shard}`;
}
