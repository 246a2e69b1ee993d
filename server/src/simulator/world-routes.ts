import type { FastifyInstance } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import type { Accounts } from './accounts.ts';
import { accountEventInput, qualityInput, readInput, readLimit, reviewInput } from './control-input.ts';
import { faultInput } from './fault-input.ts';
import type { Faults } from './faults.ts';
import type { GraphRequestLog } from './graph-request-log.ts';
import { magicNumbers } from './magic-numbers.ts';
import { sendAccountEvent } from './review-template.ts';
import { type Settings, settingsInput } from './settings.ts';
import type { TemplateReviewer } from './template-reviewer.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** The length of the log. */
const maxLogEntries = 1_000;

export interface WorldRouteDeps {
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly settings: Settings;
  readonly reviewer: TemplateReviewer;
  readonly sender: WebhookSender;
  readonly requests: GraphRequestLog;
}

/** What lies beyond the customer: faults, settings, Meta's decisions, and the log of what was asked of Graph. */
export function registerWorldRoutes(server: FastifyInstance, deps: WorldRouteDeps): void {
  server.post('/faults', async (request) => {
    const body = readInput(faultInput, request.body);
    return deps.faults.add({ ...body, times: body.times === 0 ? null : body.times });
  });
  server.get('/faults', async () => deps.faults.list());
  server.delete<{ Querystring: { id?: string } }>('/faults', async (request) => {
    return { deleted: deps.faults.clear(request.query.id) };
  });
  server.get('/magic-numbers', async () => magicNumbers.map(({ waId: wa_id, does }) => ({ wa_id, does })));

  server.get('/settings', async () => deps.settings.current());
  server.patch('/settings', async (request) => deps.settings.change(readInput(settingsInput, request.body)));

  server.post<{ Params: { name: string } }>('/templates/:name/review', async (request) => {
    const { decision, reason, language, in_seconds: inSeconds } = readInput(reviewInput, request.body);
    const choice = { name: request.params.name, language };
    return { templates: deps.reviewer.review(choice, { decision, reason, inSeconds }) };
  });
  server.post<{ Params: { name: string } }>('/templates/:name/quality', async (request) => {
    const { score, language } = readInput(qualityInput, request.body);
    return { templates: deps.reviewer.setQuality({ name: request.params.name, language }, score) };
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
}
