import { expect, test } from 'vitest';
import type { PlatformEvent } from '../src/events/catalogue.ts';
import type { ChannelRef } from '../src/modules/channels/index.ts';
import { renderEvent } from '../src/modules/webhooks/render-events.ts';
import { createWebhookCheck } from './harness/webhook-receiver.ts';
import { compareShape, readWebhookExamples } from './webhook-examples.ts';

// Pure: what a payload says of a message that was sent, beyond what the platform's other tests play.
const channel = { id: 'c', phoneNumber: '15550100001', isDefault: true };

const place = { id: '6b087591ad8000b5ff2a497a', conversationId: 'c', ticketId: null };

function sentBy(message: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown>[] {
  const facts = {
    message: { ...place, tenantId: '100100', createdAt: new Date(0), content: null, ...message },
    mediaPath: null,
    contact: { waId: '85255501234', bsuid: null, parentBsuid: null, username: null, name: null },
    channel,
    operator: null,
    ...more,
  };
  const event = { type: 'message.sent', at: new Date(0), facts } as unknown as PlatformEvent;
  return renderEvent(event, channel as unknown as ChannelRef, { publicUrl: 'http://parley.test' });
}

test('what a chatbot sends bears its name', () => {
  const told = sentBy({ kind: 'session', type: 'text', source: 'BOT', flowRunId: 'run' });
  expect(told.map((payload) => [payload.eventType, payload.operatorName, payload.operatorEmail])).toEqual([
    ['sessionMessageSent', 'Bot ', null],
    ['sessionMessageSent_v2', 'Bot ', null],
  ]);
  expect(sentBy({ kind: 'session', type: 'text', source: 'API' })[0]).toMatchObject({ operatorName: null });
});

test('what a person writes in the inbox is also a message, of which the business is the owner', () => {
  const facts = {
    operator: { id: 'o', email: 'ana@demo.test', name: 'Ana Agent' },
    assignedOperatorId: 'a',
    contact: { waId: '85255501234', bsuid: 'HK.1', parentBsuid: null, username: null, name: 'Sam' },
  };
  const own = { kind: 'session', type: 'text', text: 'We open at nine', wamid: 'wamid.1', replyToWamid: null };
  const echoes = sentBy({ ...own, source: 'WEB' }, facts).filter(
    (payload) => 'owner' in payload && 'sourceId' in payload,
  );
  expect(echoes.map((payload) => payload.eventType)).toEqual(['message', 'message_bsuid']);
  const [echo = {}] = echoes;
  expect(compareShape(echo, readWebhookExamples().get('message')?.get('operator_echo'), ['username'])).toEqual([]);
  expect(createWebhookCheck()(echo)).toEqual([]);
  expect(echo).toMatchObject({
    owner: true,
    text: 'We open at nine',
    operatorName: 'Ana Agent',
    operatorEmail: 'ana@demo.test',
    assignedId: 'a',
    senderName: 'Sam',
    timestamp: '0',
    replyContextId: '',
  });
  const names = sentBy({ ...own, source: 'API' }, facts).map((payload) => payload.eventType);
  expect(names).not.toContain('message');
});

test('the type of a header is one of the words that readers know, or null', () => {
  const headerTypeOf = (parameter: Record<string, unknown>): unknown => {
    const components = [{ type: 'header', parameters: [parameter] }];
    return sentBy({ kind: 'template', type: 'template', content: { components } })[1]?.headerType;
  };
  expect(headerTypeOf({ type: 'text', text: 'Mei' })).toBe('text');
  expect(headerTypeOf({ type: 'video', video: { id: '1' } })).toBe('video');
  expect(headerTypeOf({ type: 'location', location: { latitude: 1, longitude: 2 } })).toBeNull();
  expect(headerTypeOf({ type: 'product', product: {} })).toBeNull();
});
