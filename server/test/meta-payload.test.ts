import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnvelopeItem, maxItemsPerPost, readEnvelope, readTimestampMs } from '../src/meta/payload.ts';
import { readWebhookExamples } from './meta-contract.ts';

describe('readEnvelope', () => {
  it('reads every webhook example of the contract', () => {
    const examples = readWebhookExamples();
    expect(examples.length).toBeGreaterThan(40);
    for (const { name, body } of examples) {
      const items = readEnvelope(body);
      expect(items.length, name).toBeGreaterThan(0);
      expect(
        items.filter(({ kind }) => kind === 'malformed'),
        name,
      ).toEqual([]);
    }
  });

  it('walks all entries, changes, messages and statuses in order', () => {
    const number = (id: string) => ({ phone_number_id: id, display_phone_number: `+${id}` });
    const message = (id: string, from: string) => ({
      id,
      from,
      timestamp: '1795346200',
      type: 'text',
      text: { body: id },
    });
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'W1',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: number('11'),
                // Neither as many nor in the order of the messages.
                contacts: [
                  { wa_id: '300', profile: { name: 'C' } },
                  { wa_id: '100', profile: { name: 'A' } },
                ],
                messages: [message('m1', '100'), message('m2', '200'), message('m3', '300')],
                statuses: [{ id: 's1', status: 'sent', recipient_id: '100' }],
              },
            },
            {
              field: 'messages',
              value: { metadata: number('12'), errors: [{ code: 130429, title: 'Rate limit hit' }] },
            },
          ],
        },
        {
          id: 'W2',
          time: 1795346200,
          changes: [
            { field: 'account_update', value: { event: 'ACCOUNT_DELETED' } },
            { field: 'messages', value: { metadata: number('21'), messages: [message('m4', '100')] } },
          ],
        },
      ],
    };
    expect(readEnvelope(body).map(summarise)).toEqual([
      'message W1 11 m1 A',
      'message W1 11 m2 -',
      'message W1 11 m3 C',
      'status W1 11 s1 sent A',
      'number_error W1 12 130429',
      'account W2 account_update 1795346200',
      'message W2 21 m4 -',
    ]);
  });

  it('matches contacts of people who hide their number by user id', () => {
    const [item] = readEnvelope(
      envelope({
        contacts: [{ user_id: 'US.other' }, { user_id: 'US.1', profile: { name: 'Noor' } }],
        messages: [{ id: 'm1', from_user_id: 'US.1', type: 'text' }],
      }),
    );
    expect(item && summarise(item)).toBe('message W1 11 m1 Noor');
  });

  it('keeps what it can: numbers as text, unknown fields, and drops fields of the wrong type', () => {
    const items = readEnvelope(
      envelope({
        messages: [
          { id: 'm1', from: 15550142001, timestamp: 1795346200, type: 'poll', text: 'no', poll: { q: 1 } },
          { id: 'm2', type: 'order', order: { product_items: [{ quantity: '2' }, 7], text: 'a\0b' } },
        ],
      }),
    );
    expect(items).toMatchObject([
      { message: { from: '15550142001', timestamp: '1795346200', type: 'poll', text: undefined, poll: { q: 1 } } },
      { message: { order: { product_items: [{ quantity: 2 }], text: 'ab' } } },
    ]);
    expect(readTimestampMs('1795346200')).toBe(1_795_346_200_000);
    expect(readTimestampMs('soon')).toBeUndefined();
    expect(readTimestampMs(undefined)).toBeUndefined();
  });

  it('names each malformed piece and reads the rest', () => {
    const good = { id: 'm9', type: 'text' };
    const items = readEnvelope({
      entry: [
        null,
        { changes: [] },
        { id: 'W1', changes: 'x' },
        { id: 'W1', changes: [5, { field: 'messages', value: {} }] },
        envelope({}).entry[0],
        envelope({ messages: [7, { type: 'text' }, { id: 'a\0' }, good], statuses: {}, errors: [] }).entry[0],
      ],
    });
    expect(items.map((item) => (item.kind === 'malformed' ? item.reason : summarise(item)))).toEqual([
      'an entry is not an object',
      'an entry has no id',
      'the changes of an entry are not a list',
      'a change has no field or value',
      'the metadata has no phone_number_id',
      'there are no messages, statuses or errors',
      'a message is not an object with an id',
      'a message is not an object with an id',
      'a message is not an object with an id',
      'message W1 11 m9 -',
      'statuses is not a list',
      'the errors are not a list of objects',
    ]);
    for (const body of [null, [], 'x', 5, {}, { object: 'page', entry: [] }]) {
      expect(readEnvelope(body)).toMatchObject([{ kind: 'malformed', raw: body }]);
    }
  });

  it('takes null for what is not there', () => {
    const absent = { messages: null, statuses: null, errors: null };
    const status = { id: 's1', status: 'sent' };
    expect(readEnvelope(envelope({ ...absent, statuses: [status] })).map(summarise)).toEqual([
      'status W1 11 s1 sent -',
    ]);
    expect(readEnvelope(envelope(absent))).toMatchObject([{ reason: 'there are no messages, statuses or errors' }]);
  });

  it('stops at the limit of items and says how many are left out', () => {
    const messages = Array.from({ length: maxItemsPerPost + 5 }, (_, index) => ({ id: `m${index}` }));
    const items = readEnvelope(envelope({ messages }));
    expect(items).toHaveLength(maxItemsPerPost + 1);
    expect(items.at(-1)).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('5 are left out') });
  });

  it('never throws, and what it yields has the promised ids', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const or = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: good }, { weight: 1, arbitrary: json });
    const partly = (shape: Record<string, fc.Arbitrary<unknown>>) => or(fc.record(shape, { requiredKeys: [] }));
    const id = or(fc.string());
    const content = {
      id,
      type: id,
      from: id,
      status: id,
      timestamp: id,
      text: json,
      order: json,
      errors: json,
      context: json,
    };
    const list = or(fc.array(partly(content), { maxLength: 4 }));
    const value = partly({
      metadata: partly({ phone_number_id: id, display_phone_number: id }),
      contacts: or(fc.array(partly({ wa_id: id, profile: json }), { maxLength: 3 })),
      messages: list,
      statuses: list,
      errors: json,
    });
    const change = partly({ field: or(fc.constantFrom('messages', 'account_update')), value });
    const entry = partly({ id, time: json, changes: or(fc.array(change, { maxLength: 3 })) });
    const body = partly({
      object: or(fc.constant('whatsapp_business_account')),
      entry: or(fc.array(entry, { maxLength: 3 })),
    });
    fc.assert(
      fc.property(body, (hostile) => {
        for (const item of readEnvelope(hostile)) {
          if (item.kind === 'message') expect(item.message.id).toMatch(/^[^\0]+$/);
          if (item.kind === 'status') expect(typeof item.status.status).toBe('string');
          if (item.kind !== 'malformed') expect(item.wabaId).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function envelope(value: Record<string, unknown>) {
  const whole = { metadata: { phone_number_id: '11', display_phone_number: '+11' }, ...value };
  return { object: 'whatsapp_business_account', entry: [{ id: 'W1', changes: [{ field: 'messages', value: whole }] }] };
}

function summarise(item: EnvelopeItem): string {
  if (item.kind === 'malformed') return `malformed ${item.reason}`;
  if (item.kind === 'account') return `account ${item.wabaId} ${item.field} ${item.time}`;
  const head = `${item.kind} ${item.wabaId} ${item.phoneNumberId}`;
  if (item.kind === 'number_error') return `${head} ${item.errors.map(({ code }) => code)}`;
  const name = item.contact?.profile?.name ?? '-';
  if (item.kind === 'preference') return `${head} ${item.preference.value} ${name}`;
  return item.kind === 'message'
    ? `${head} ${item.message.id} ${name}`
    : `${head} ${item.status.id} ${item.status.status} ${name}`;
}
