import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import type { WebhookReceiver } from '../harness/webhook-receiver.ts';
import { password } from '../inbox-lab.ts';
import { type Door, envelope, type Json, mainNumberId, openDoor, rowsOf } from '../intake-lab.ts';

/** What the tests of contacts that become one share: the platform, the door that Meta knocks at, and what the API tells of a contact. */
export type MergingLab = ReturnType<typeof createMergingLab>;

/** A platform whose webhooks come from the test itself, started by `start`. */
export function createMergingLab() {
  let parley: TestPlatform;
  let door: Door;
  let receiver: WebhookReceiver;
  let wamids = 0;

  async function start(): Promise<void> {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    door = openDoor(parley);
    receiver = await parley.subscribe(['message']);
  }
  async function stop(): Promise<void> {
    await door.close();
    await parley.stop();
  }

  /** A text from a number, a user id, or both. */
  function text(body: string, from: { waId?: string; bsuid?: string }): Json {
    wamids += 1;
    const timestamp = String(Math.floor(parley.clock.nowMs() / 1000));
    return {
      ...(from.waId ? { from: from.waId } : {}),
      ...(from.bsuid ? { from_user_id: from.bsuid } : {}),
      id: `wamid.merge.${wamids}`,
      timestamp,
      type: 'text',
      text: { body },
    };
  }

  function system(from: { waId?: string; bsuid?: string }, more: Json): Json {
    const { text: _text, ...message } = text('', from);
    return { ...message, type: 'system', system: more };
  }

  async function post(...messages: Json[]): Promise<void> {
    await door.post(envelope([mainNumberId, { messages }]));
    await parley.settle();
  }
  /** A call of a customer that begins. */
  async function ring(from: { waId: string; bsuid: string }): Promise<void> {
    wamids += 1;
    const timestamp = String(Math.floor(parley.clock.nowMs() / 1000));
    const who = { from: from.waId, from_user_id: from.bsuid, to: '15550100001', direction: 'USER_INITIATED' };
    const { entry, object } = envelope([
      mainNumberId,
      { calls: [{ id: `wacid.merge.${wamids}`, event: 'connect', timestamp, ...who }] },
    ]) as { entry: { changes: Json[] }[]; object: string };
    await door.post({
      object,
      entry: entry.map((one) => ({ ...one, changes: one.changes.map((change) => ({ ...change, field: 'calls' })) })),
    });
    await parley.settle();
  }
  const find = (target: string) => parley.api<Found>('GET', `${api}/contacts/${target}`);
  const idOf = async (target: string) => (await find(target)).body.id;
  const textsOf = async (target: string) => {
    const query = { page_size: 100 };
    const answer = await parley.api<{ message_list: { text?: string; final_text?: string; event_type: string }[] }>(
      'GET',
      `${api}/conversations/${target}/messages`,
      { query },
    );
    return answer.body.message_list.filter((row) => row.event_type === 'message').map((row) => row.text);
  };
  const conversationsOf = (contactId: string) =>
    rowsOf<{ id: string; channel_id: string; status: string; assigned_operator_id: string | null }>(
      parley,
      'select id, channel_id, status, assigned_operator_id from conversations where contact_id = $1 order by id',
      [contactId],
    );
  const send = (target: string, body: string) =>
    parley.api('POST', `${api}/conversations/messages/text`, { json: { target, text: body } });
  const mergesOf = (contactId: string) =>
    rowsOf<{ data: Json }>(parley, "select data from events where type = 'contact.merged' and subject_id = $1", [
      contactId,
    ]);
  const pauseSends = (paused: boolean) =>
    rowsOf(
      parley,
      `update channels set paused_at = ${paused ? 'now()' : 'null'}, paused_reason = ${paused ? "'test'" : 'null'}`,
    );

  return {
    start,
    stop,
    get parley() {
      return parley;
    },
    get receiver() {
      return receiver;
    },
    post,
    ring,
    text,
    idOf,
    conversationsOf,
    find,
    textsOf,
    mergesOf,
    pauseSends,
    send,
    system,
  };
}

interface Found {
  id: string;
  wa_id: string | null;
  bsuid?: string;
  name: string | null;
  teams: string[];
  custom_params: { name: string; value: string }[];
}

export const api = '/api/ext/v3';
