import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { newId } from '../../src/kernel/ids.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';

/** What the tests of the reads of broadcasts share: the platform with one broadcast that four people got, and the calls that read it. */
export type BroadcastsLab = ReturnType<typeof createBroadcastsLab>;

/** A platform started by `start`, which sends the broadcast to four people. */
export function createBroadcastsLab() {
  let parley: TestPlatform;
  let broadcastId = '';
  let templateId = '';
  const channelIds = new Map<string, string>();

  async function start(): Promise<void> {
    parley = await startTestPlatform();
    const { body: channels } = await parley.api<{ channels: { id: string; name: string }[] }>(
      'GET',
      '/api/ext/v3/channels',
    );
    for (const channel of channels.channels) channelIds.set(channel.name, channel.id);
    const { body: templates } = await parley.api<{ templates: { id: string; name: string }[] }>(
      'GET',
      '/api/ext/v3/messageTemplates',
    );
    templateId = templates.templates.find((template) => template.name === 'welcome')?.id ?? '';
    await parley.simulator.patch(absent, { on_whatsapp: false });
    broadcastId = await send('march-pickup', readers);
    await parley.simulator.read(read);
    await parley.simulator.writeText(replied, 'Thank you');
    await parley.settle();
  }
  const stop = (): Promise<void> => parley.stop();

  async function send(name: string, phones: readonly string[]): Promise<string> {
    const recipients = phones.map((phone_number, place) => ({
      phone_number,
      local_message_id: place === 0 ? `${name}-first` : null,
      custom_params: [
        { name: 'company', value: 'Shop' },
        { name: 'name', value: `Noor ${place}` },
      ],
    }));
    const json = { template_name: 'welcome', broadcast_name: name, recipients };
    const { body } = await parley.api<{ broadcast_id: string }>('POST', '/api/ext/v3/messageTemplates/send', { json });
    await parley.settle();
    return body.broadcast_id;
  }

  const list = (query: Record<string, string | number> = {}) => parley.api<BroadcastList>('GET', path, { query });
  const detail = (broadcast: string) =>
    parley.api<Broadcast & { statistics: Statistics }>('GET', `${path}/${broadcast}`);
  const recipientsOf = (broadcast: string, query: Record<string, string | number> = {}) =>
    parley.api<RecipientList>('GET', `${path}/${broadcast}/recipients`, { query });
  const overview = (query: Record<string, string>) => parley.api<Statistics>('GET', `${path}/overview`, { query });

  /** A campaign as the engine stores it, in a state that takes long to reach. */
  async function store(tenantId: string, state: string, more: { name?: string; channel?: string; at?: Date } = {}) {
    const at = more.at ?? parley.clock.now();
    const campaign = newId(at.getTime());
    const contentOf = (name: string) =>
      JSON.stringify({
        components: [{ type: 'body', parameters: ['x', name].map((text) => ({ type: 'text', text })) }],
      });
    const rows = ['pending', 'pending', 'stopped', 'skipped'].map((of, place) => ({
      state: of,
      id: newId(at.getTime()),
      content: contentOf(String(place)),
      reason: of === 'skipped' ? 'opted_out' : null,
    }));
    await parley.db.system(
      systemStatement(
        'test.store-campaign',
        `insert into campaigns (tenant_id, id, name, channel_id, template_id, recipients, created_at, state, state_reason, waiting_for,
         scheduled_at, pending, stopped, skipped)
       values ($1, $2, $3, $4, $5, 4, $6, $7, $8, $9, $10, 2, 1, 1)`,
      ),
      [
        tenantId,
        campaign,
        more.name ?? state,
        more.channel ?? channelIds.get('Main'),
        templateId,
        at,
        state,
        state === 'cancelled' ? 'wrong text' : null,
        state === 'sending' ? 'messaging_limit' : null,
        new Date(at.getTime() + 3_600_000),
      ],
    );
    await parley.db.system(
      systemStatement(
        'test.store-recipients',
        `insert into campaign_recipients (tenant_id, campaign_id, message_id, person, wa_id, name, content, state, skip_reason)
       select $1, $2, i.id, i.id, '3170000' || i.id, 'Frozen', i.content, i.state, i.reason
       from unnest($3::text[], $4::json[], $5::text[], $6::text[]) as i (id, content, state, reason)`,
      ),
      [
        tenantId,
        campaign,
        rows.map((r) => r.id),
        rows.map((r) => r.content),
        rows.map((r) => r.state),
        rows.map((r) => r.reason),
      ],
    );
    await parley.db.system(
      systemStatement(
        'test.store-change',
        `insert into campaign_count_changes (tenant_id, campaign_id, id, queued, pending) values ($1, $2, $2, 1, -1)`,
      ),
      [tenantId, campaign],
    );
    return { campaign, ids: rows.map((row) => row.id) };
  }

  return {
    start,
    stop,
    get broadcastId() {
      return broadcastId;
    },
    get parley() {
      return parley;
    },
    channelIds,
    detail,
    recipientsOf,
    store,
    list,
    overview,
  };
}

interface Broadcast {
  id: string;
  name: string;
  status: string;
  created: string;
}

export interface BroadcastList {
  broadcasts: Broadcast[];
  page_number: number;
  page_size: number;
  total: number;
}

export interface Recipient {
  id: string;
  contact_id: string | null;
  contact_phone: string | null;
  status: string;
  failed_code: string | null;
  local_message_id: string;
  message_id: string | null;
  custom_params: { name: string; value: string }[];
  created: string;
}

interface RecipientList {
  recipients: Recipient[];
  total_count: number;
}

export type Statistics = Record<`total_${string}`, number>;

export const path = '/api/ext/v3/broadcasts';
export const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const readers = ['31700000001', '31700000002', '31700000003', '31700000004'] as const;
export const [delivered, read, replied, absent] = readers;
export const namesOf = ({ body }: { body: BroadcastList }) => body.broadcasts.map((broadcast) => broadcast.name);
