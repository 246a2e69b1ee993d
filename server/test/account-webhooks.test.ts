import { describe, expect, it } from 'vitest';
import { createClock } from '../src/kernel/clock.ts';
import type { EnvelopeItem } from '../src/meta/payload.ts';
import { type Channel, readAccountChange } from '../src/modules/channels/index.ts';
import { readCalls } from '../src/modules/intake/read-calls.ts';
import { type Message, toSharedContact } from '../src/modules/messages/index.ts';
import { readLink, sealLinks } from '../src/modules/templates/index.ts';
import { markLink, readLinkValue, toTarget, trackLinks } from '../src/modules/templates/tracked-links.ts';
import { readEventTypes } from '../src/modules/webhooks/event-names.ts';

describe('readAccountChange', () => {
  it('takes limits as words of Meta, as numbers and as texts', () => {
    const limitOf = (value: unknown) =>
      readAccountChange('business_capability_update', { max_daily_conversations_per_business: value });
    for (const [given, limit] of [
      ['TIER_2K', 'TIER_2K'],
      [1000, 'TIER_1K'],
      ['250', 'TIER_250'],
      [-1, 'TIER_UNLIMITED'],
      ['many', null],
      [undefined, null],
    ]) {
      expect(limitOf(given)).toMatchObject({ kind: 'limitsChanged', dailyLimit: limit });
    }
  });

  it('reads dates of all forms, and keeps what is none', () => {
    const ban = (waba_ban_date: unknown) =>
      readAccountChange('account_update', {
        event: 'DISABLED_UPDATE',
        ban_info: { waba_ban_state: 'DISABLE', waba_ban_date },
      });
    expect(ban('November 30, 2026')).toMatchObject({ ban: { waba_ban_date: '2026-11-30' } });
    expect(ban('some day')).toMatchObject({ ban: { waba_ban_date: 'some day' } });
    expect(ban(7)).toMatchObject({ ban: { waba_ban_date: null } });
    const until = (expiration: unknown) =>
      readAccountChange('account_update', {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'X', expiration }, 'nothing', {}],
      });
    expect(until('1795737600')).toMatchObject({ restrictions: [{ expiration: '2026-11-27T00:00:00+0000' }] });
    expect(until('tomorrow')).toMatchObject({ restrictions: [{ expiration: 'tomorrow' }] });
    expect(until(1e300)).toMatchObject({ restrictions: [{ expiration: null }] });
  });

  it('tells numbers that left from accounts that changed', () => {
    const update = (event: string, phone_number?: string) =>
      readAccountChange('account_update', { event, ...(phone_number ? { phone_number } : {}) });
    expect(update('ACCOUNT_OFFBOARDED', '+1 555 010-0001')).toEqual({
      kind: 'numberRemoved',
      phoneNumber: '15550100001',
    });
    expect(update('ACCOUNT_OFFBOARDED')).toMatchObject({ kind: 'updated', event: 'ACCOUNT_OFFBOARDED' });
    expect(update('account_deleted')).toEqual({ kind: 'deleted' });
    expect(update('DROP TABLE')).toBeUndefined();
    expect(readAccountChange('phone_number_name_update', { decision: 'APPROVED' })).toBeUndefined();
    expect(readAccountChange('something_new', { event: 'X' })).toBeUndefined();
  });
});

describe('readCalls', () => {
  const nowMs = 1_795_346_400_000;
  const channel = { tenantId: '1', id: 'c' } as Channel;
  const read = (value: Record<string, unknown>) =>
    readCalls({ kind: 'account', wabaId: '2', field: 'calls', value } satisfies EnvelopeItem, channel, nowMs);

  it('leaves out what names no call, no person or no known word', () => {
    const call = { id: 'wacid.1', from: '15550142001', event: 'connect', timestamp: '1795346200' };
    const bad = [null, 'x', { ...call, id: 7 }, { ...call, from: undefined }, { ...call, event: 'hold' }];
    expect(
      read({ calls: bad, statuses: [{ id: 'wacid.1', status: 'WHO_KNOWS', recipient_id: '15550142001' }] }),
    ).toEqual([]);
    expect(read({ calls: {}, statuses: 7, contacts: 'x' })).toEqual([]);
    expect(read({ calls: [call] })).toMatchObject([{ status: 'ringing', person: { waId: '15550142001' } }]);
  });

  it('knows who hides the number by the contacts beside the call, and no moment to come', () => {
    const user_id = 'US.1';
    const contacts = [{ user_id, profile: { name: 'Noor', username: '@noorv' } }];
    const call = {
      id: 'wacid.1',
      from_user_id: user_id,
      event: 'terminate',
      status: ['COMPLETED'],
      timestamp: '99999999999',
    };
    expect(read({ contacts, calls: [call] })).toMatchObject([
      {
        status: 'completed',
        at: new Date(nowMs),
        durationSeconds: undefined,
        person: { waId: undefined, bsuid: user_id, username: 'noorv', profileName: 'Noor' },
      },
    ]);
  });
});

describe('tracked links', () => {
  const message = { tenantId: '100100', id: '65f0c1a2b3d4e5f601728394' };

  it('carry what is needed to find the target again', () => {
    const value = 'a/b?c="d"&é=€';
    const content = JSON.stringify({ text: markLink(3, value), other: 'parley-link: no mark' });
    const token = JSON.parse(sealLinks(content, message)).text;
    expect(readLink(token)).toEqual({ tenantId: '100100', messageId: message.id, place: 3, value });
    expect([readLinkValue(token), readLinkValue(markLink(3, value)), readLinkValue('plain')]).toEqual([
      value,
      value,
      'plain',
    ]);
    expect(JSON.parse(sealLinks(content, message)).text).not.toBe(token);
    expect(JSON.parse(sealLinks(content, message)).other).toBe('parley-link: no mark');
  });

  it('are read of nothing else', () => {
    for (const bad of ['', 'x', 'a'.repeat(31), 'a'.repeat(4_000), 'a b', '€'.repeat(40)]) {
      expect([bad, readLink(bad)?.tenantId === '100100']).toEqual([bad, false]);
    }
  });

  it('lead to addresses of the web alone', () => {
    expect(toTarget('https://shop.example.test/{{1}}', 'a b')).toBe('https://shop.example.test/a%20b');
    expect(toTarget('https://shop.example.test/$1', '')).toBe('https://shop.example.test/$1');
    expect(toTarget('javascript:alert({{1}})', '1')).toBeUndefined();
    expect(toTarget('{{1}}', 'nothing')).toBeUndefined();
  });

  it('take the place of url buttons and of no others', () => {
    const buttons = [
      { type: 'QUICK_REPLY', text: 'Yes' },
      { type: 'URL', text: 'Go', url: 'https://shop.example.test/{{1}}', example: ['https://shop.example.test/7'] },
    ];
    const { components, tracked } = trackLinks([{ type: 'BUTTONS', buttons }], 'https://p.test/l/');
    expect(components[0]?.buttons?.map((button) => button.url)).toEqual([undefined, 'https://p.test/l/{{1}}']);
    expect(tracked).toEqual([
      { place: 1, url: buttons[1]?.url, example: 'https://shop.example.test/7', link: 'https://p.test/l/{{1}}' },
    ]);
  });
});

describe('toSharedContact', () => {
  const clock = createClock();
  const facts = { contact: {}, channel: {} } as Parameters<typeof toSharedContact>[2];
  const share = (type: string, contacts: unknown) =>
    toSharedContact(clock, { type, content: { contacts }, createdAt: clock.now() } as unknown as Message, facts);

  it('asks for the origin of the first card', () => {
    expect(
      share('contacts', [{ origin: 'contact_request', phones: [{ phone: '+1 (555) 014-2001' }] }])?.facts,
    ).toMatchObject({
      phone: '15550142001',
    });
    expect(share('contacts', [{ origin: 'contact_request' }])?.facts).toMatchObject({ phone: null });
    for (const cards of [[{ origin: 'other' }], [{}, { origin: 'contact_request' }], [], 'x', undefined]) {
      expect(share('contacts', cards)).toBeUndefined();
    }
    expect(share('text', [{ origin: 'contact_request' }])).toBeUndefined();
  });
});

it('events may be named as other clients know them', () => {
  expect(
    readEventTypes(['ctaButtonClicked', 'CTAURLCLICKED', 'templateStatusUpdate', 'phoneNumberQualityUpdate']),
  ).toEqual(['ctaUrlClicked', 'templateReviewed', 'PhoneNumberQualityUpdatedEvent']);
  expect(readEventTypes(['templateMessageFAILED_v2', 'templateMessageFailed', 'sessionMessageFailed_v2'])).toEqual([
    'templateMessageFailed',
    'sessionMessageFailed',
  ]);
});
