import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { ReceivedWebhook, WebhookReceiver } from '../harness/webhook-receiver.ts';

export type Json = Record<string, unknown>;

/** What a program hears of the main number and of the second one, which are of one account. */
export interface Hearing {
  readonly parley: TestPlatform;
  readonly main: WebhookReceiver;
  readonly second: WebhookReceiver;
}

export type EventCalls = ReturnType<typeof createEventCalls>;

export const place = { channelId: null, channelPhoneNumber: '15550100001' };
export const hex = /^[0-9a-f]{24}$/;

/** What makes events on the platform of the test file, and what its two receivers heard since they were last asked. */
export function createEventCalls(hearing: () => Hearing) {
  const parley = () => hearing().parley;
  /** The names of all events that were heard. */
  const seen = new Set<string>();

  function take(from: WebhookReceiver): ReceivedWebhook['body'][] {
    const bodies = from.received.splice(0).map((entry) => entry.body);
    for (const body of bodies) seen.add(body.eventType);
    return bodies;
  }

  const heardFrom = async (from: WebhookReceiver): Promise<ReceivedWebhook['body'][]> => {
    await parley().settle();
    return take(from);
  };
  const heard = () => heardFrom(hearing().main);
  const heardBySecond = () => heardFrom(hearing().second);

  async function tell(field: string, value: Json): Promise<void> {
    await parley().simulator.call('POST', '/account-events', { field, value });
    await parley().settle();
  }

  /** What both numbers of the account were told, which must be the same but for the number. */
  async function heardByAccount(): Promise<Json[]> {
    const [here, there] = [await heard(), await heardBySecond()];
    const bare = (body: Json): Json => {
      const { channelId: _id, channelPhoneNumber: _number, ...rest } = body;
      return rest;
    };
    expect(there.map(bare)).toEqual(here.map(bare));
    return here;
  }

  const review = (name: string, decision: string): Promise<unknown> =>
    parley().simulator.call('POST', `/templates/${name}/review`, { decision });

  async function describeChannel(phoneNumber: string): Promise<Json> {
    const statement = systemStatement<Json>(
      'test.channel',
      `select c.paused_reason as "pausedReason", p.messaging_limit_tier as "limit", p.status, p.name_status as "nameStatus"
     from channels c left join number_profiles p on p.tenant_id = c.tenant_id and p.channel_id = c.id
     where c.phone_number = $1`,
    );
    return (await parley().db.system(statement, [phoneNumber]))[0] ?? {};
  }

  return { parley, seen, heard, heardBySecond, heardByAccount, tell, review, describeChannel };
}

/** Those events that have this name. */
export const named = (bodies: readonly ReceivedWebhook['body'][], name: string) =>
  bodies.filter((body) => body.eventType === name);
