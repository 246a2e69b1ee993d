import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

export interface Readiness {
  readonly ready: boolean;
  /** What was looked at, by name: `ok` or what is wrong, without secrets. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface HealthDeps {
  readonly ready: () => Promise<Readiness>;
  readonly metrics: Registry;
}

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, 503 while it cannot. `/metrics`: Prometheus text format.
 */
export function registerHealthRoutes(server: FastifyInstance, deps: HealthDeps): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await deps.ready();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  server.get('/metrics', async (_request, reply) => {
    return reply.type(deps.metrics.contentType).send(await deps.metrics.metrics());
  });
}
