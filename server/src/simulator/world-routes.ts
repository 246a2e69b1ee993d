import type { FastifyInstance } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Accounts } from './accounts.ts';
import { accountEventInput, faultInput, readInput, readLimit, reviewInput } from './control-input.ts';
import type { Faults } from './faults.ts';
import type { GraphRequestLog } from './graph-request-log.ts';
import { reviewTemplate, sendAccountEvent } from './review-template.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** The length of the logs. */
const maxLogEntries = 1_000;

export interface WorldRouteDeps {
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly sender: WebhookSender;
  readonly requests: GraphRequestLog;
  readonly delivery: WebhookDelivery;
}

/** What lies beyond the customer: faults, Meta's decisions, and the logs of both directions. */
export function registerWorldRoutes(server: FastifyInstance, deps: WorldRouteDeps): void {
  server.post('/faults', async (request) => {
    const body = readInput(faultInput, request.body);
    return deps.faults.add({ ...body, times: body.times === 0 ? null : body.times });
  });
  server.get('/faults', async () => deps.faults.list());
  server.delete<{ Querystring: { id?: string } }>('/faults', async (request) => {
    return { deleted: deps.faults.clear(request.query.id) };
  });

  server.post<{ Params: { name: string } }>('/templates/:name/review', async (request) => {
    const { decision, reason, language } = readInput(reviewInput, request.body);
    return { templates: reviewTemplate(deps, { name: request.params.name, decision, reason, language }) };
  });
  server.post('/account-events', async (request) => {
    const body = readInput(accountEventInput, request.body);
    const waba =
      body.waba_id === undefined ? deps.accounts.defaultChannel().waba : deps.accounts.findWaba(body.waba_id);
    if (!waba) throw new AppError('request.invalid', `waba_id: the simulator has no account ${body.waba_id}.`);
    sendAccountEvent(deps.sender, waba, { field: body.field, value: body.value });
    return { sent: true };
  });

  server.get('/graph-requests', async (request) => deps.requests.newest(readLimit(request.query, maxLogEntries)));
  server.get('/webhook-deliveries', async (request) => {
    return deps.delivery.newestTries(readLimit(request.query, maxLogEntries));
  });
}
