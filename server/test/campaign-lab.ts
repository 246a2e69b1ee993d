import type { Database } from '../src/db/database.ts';
import { systemStatement } from '../src/db/scope.ts';
import { createEventRecorder } from '../src/events/record.ts';
import type { Clock } from '../src/kernel/clock.ts';
import type { Context } from '../src/kernel/context.ts';
import { type Counters, getCampaign, type StateDeps } from '../src/modules/campaigns/index.ts';
import type { ApiClient } from './harness/api-client.ts';

/** What a campaign's counters are when everything is counted anew. */
const recountStatement = systemStatement<Record<string, number>>(
  'test.recount',
  `select r.pending, m.queued, m.sending, m.sent, m.delivered, m.read, m.replied, m.failed, r.skipped, r.stopped
   from (
     select (count(*) filter (where status = 0))::integer as queued,
       (count(*) filter (where status = 10))::integer as sending,
       (count(*) filter (where status in (20, 30, 40, 50)))::integer as sent,
       (count(*) filter (where status in (30, 40, 50)))::integer as delivered,
       (count(*) filter (where status in (40, 50)))::integer as read,
       (count(*) filter (where status = 50))::integer as replied,
       (count(*) filter (where status = 25))::integer as failed
     from messages where tenant_id = $1 and broadcast_id = $2) m
   cross join (
     select (count(*) filter (where state = 'pending'))::integer as pending,
       (count(*) filter (where state = 'skipped'))::integer as skipped,
       (count(*) filter (where state = 'stopped'))::integer as stopped
     from campaign_recipients where tenant_id = $1 and campaign_id = $2) r`,
);

/** One moment for both: a transaction that sees nothing of what is committed meanwhile. */
const oneMoment = systemStatement('', 'set transaction isolation level repeatable read');

export const demoTenant: Context = { tenantId: '100100', actor: { kind: 'system' }, requestId: 'test' };

/** The campaign as it is shown, beside a recount of it taken at the same moment. */
export async function countersAndRecount(
  db: Database,
  id: string,
): Promise<{ counters: Partial<Counters>; recount: Record<string, number> | undefined; recipients: number }> {
  return db.transaction(async (tx) => {
    await tx.system(oneMoment);
    const campaign = await getCampaign({ db: { ...db, ...tx } }, demoTenant, id);
    const [recount] = await tx.system(recountStatement, [demoTenant.tenantId, id]);
    const counters = Object.fromEntries(Object.keys(recount ?? {}).map((name) => [name, Reflect.get(campaign, name)]));
    return { counters, recount, recipients: campaign.recipients };
  });
}

/** What the verbs that change states need. */
export function stateDeps({ db, clock }: { readonly db: Database; readonly clock: Clock }): StateDeps {
  return { db, clock, events: createEventRecorder([]), campaignsDue: () => undefined };
}

export interface SendAnswer {
  success: boolean;
  broadcast_id: string | null;
  error: string | null;
  recipients: { local_message_id: string | null; phone_number: string | null; errors: string[] }[] | null;
}

const parameters = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Shop' },
];

/** The body of a send or schedule of v3 to these people. */
export function toSend(people: readonly (string | Record<string, unknown>)[], more: Record<string, unknown> = {}) {
  const recipients = people.map((person) =>
    typeof person === 'string'
      ? { phone_number: person, custom_params: parameters }
      : { custom_params: parameters, ...person },
  );
  return { template_name: 'welcome', broadcast_name: 'autumn', recipients, ...more };
}

/** Sends by v3, at a moment when one is given; answers the id of the broadcast and the answer. */
export async function launch(
  api: ApiClient,
  people: readonly (string | Record<string, unknown>)[],
  scheduledAt?: Date,
): Promise<{ id: string; answer: SendAnswer }> {
  const path = `/api/ext/v3/messageTemplates/${scheduledAt ? 'schedule' : 'send'}`;
  const more = scheduledAt ? { scheduled_at: scheduledAt.toISOString() } : {};
  const { status, body } = await api<SendAnswer>('POST', path, { json: toSend(people, more) });
  if (status !== 200 || body.broadcast_id === null) throw new Error(`not accepted: ${status} ${JSON.stringify(body)}`);
  return { id: body.broadcast_id, answer: body };
}
