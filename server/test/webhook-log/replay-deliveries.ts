import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { rowsOf } from '../intake-lab.ts';
import { findEndpoint } from '../webhooks-lab.ts';
import type { LogCalls } from './lab.ts';

/** A range, or all that was missed, sent again in the order of each conversation. */
export function describeReplayDeliveries({
  parley,
  foreign,
  trier,
  endpointId,
  newPerson,
  write,
  call,
  list,
  setStatus,
  replay,
  textsOf,
}: LogCalls): void {
  describe('replayDeliveries', () => {
    test('sends a range of some events again, in order, and says how far it is', async () => {
      await call('PATCH', `/webhook-endpoints/${endpointId()}`, {
        eventTypes: ['message', 'newContactMessageReceived'],
      });
      await write('too early');
      await parley().simulator.advance(60);
      const from = new Date(parley().clock.nowMs()).toISOString();
      const waId = await write('a');
      await write('b', waId);
      await parley().simulator.advance(60);
      const to = new Date(parley().clock.nowMs()).toISOString();
      await write('too late', waId);
      const before = trier().tries.splice(0);
      const answer = await replay({ deliveries: 'all', from, to, eventTypes: ['MESSAGE'] });
      expect(answer).toMatchObject({
        status: 202,
        body: {
          endpointId: endpointId(),
          deliveries: 'all',
          from,
          to,
          eventTypes: ['message'],
          state: 'running',
          queued: 0,
          enables: false,
        },
      });
      await parley().settle();
      expect(trier().tries.map(({ text }) => text)).toEqual(['a', 'b']);
      const originals = before.filter((attempt) => attempt.raw.includes('"eventType":"message"'));
      for (const attempt of trier().tries) {
        const original = originals.find(({ text }) => text === attempt.text);
        expect(attempt.raw).toBe(original?.raw);
        expect(attempt.headers['x-parley-delivery']).toBe(original?.headers['x-parley-delivery']);
      }
      const progress = await call('GET', `/webhook-replays/${answer.body.id}`);
      expect(progress.body).toMatchObject({ state: 'done', queued: 2, truncated: false });
      expect((await call('GET', `/webhook-endpoints/${endpointId()}/replays`)).body).toEqual({
        replays: [progress.body],
      });
      expect((await call('GET', `/webhook-replays/${answer.body.id}`, undefined, foreign())).status).toBe(404);
    });

    test('missed: what a disabled endpoint did not hear comes in order, and it is enabled', async () => {
      const waId = await write('heard');
      await call('PATCH', `/webhook-endpoints/${endpointId()}`, { enabled: false });
      for (const text of ['1', '2', '3']) await write(text, waId);
      expect((await list('?state=missed')).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
      expect(trier().texts()).toEqual(['heard']);
      const answer = await replay({ deliveries: 'missed' });
      expect(answer.body).toMatchObject({ enables: true });
      await write('4', waId);
      expect(trier().texts()).toEqual(['heard', '1', '2', '3', '4']);
      expect(await findEndpoint(parley(), `${trier().origin}/hook`)).toMatchObject({ status: 1 });
      expect(await list('?state=missed')).toEqual([]);
    });

    test('missed: a defective endpoint catches up by one call, what was given up first, in order per conversation', async () => {
      const persons = [newPerson(), newPerson(), newPerson()];
      trier().answerWith(500);
      for (const text of ['1', '2']) for (const waId of persons) await write(text, waId);
      await rowsOf(parley(), `update webhook_deliveries set created_at = created_at - interval '2 days'`);
      await parley().simulator.advance(3600);
      const given = (await list('?state=failed')).length;
      expect(given).toBeGreaterThan(0);
      await setStatus(2);
      for (const text of ['3', '4']) for (const waId of persons) await write(text, waId);
      trier().answerWith(trier().take);
      await parley().simulator.advance(3600);
      expect(trier().taken).toEqual([]);
      expect((await replay({ deliveries: 'missed' })).status).toBe(202);
      await parley().settle();
      for (const waId of persons) expect(textsOf(waId)).toEqual(['1', '2', '3', '4']);
      expect(await findEndpoint(parley(), `${trier().origin}/hook`)).toMatchObject({
        status: 1,
        failedIterationCount: 0,
      });
    });

    test('missed: more than a slice of 1,000 comes in order per conversation, slice by slice', async () => {
      await setStatus(0);
      await write('0');
      const grow = `insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts,
        created_at)
      select tenant_id, endpoint_id, left(id, 13) || lpad(n::text, 11, '0'), 'c' || n % 7, event_type,
        json_build_object('eventType', 'message', 'waId', 'c' || n % 7, 'text', n::text)::text, state, 0, created_at
      from webhook_delivery_log, generate_series(1, 1100) n`;
      await rowsOf(parley(), grow);
      const answer = await replay({ deliveries: 'missed' });
      await parley().settle();
      expect((await call('GET', `/webhook-replays/${answer.body.id}`)).body).toMatchObject({
        state: 'done',
        queued: 1_101,
      });
      expect(trier().taken).toHaveLength(1_101);
      for (let line = 0; line < 7; line += 1) {
        const numbers = textsOf(`c${line}`).map(Number);
        expect(numbers.length).toBeGreaterThan(150);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }
    });

    test('enabling a defective endpoint resumes what waits, without the rest of a pause', async () => {
      trier().answerWith(500);
      const waId = await write('1');
      await parley().simulator.advance(600);
      await setStatus(2);
      await write('2', waId);
      trier().answerWith(trier().take);
      await parley().api('PUT', `/api/ext/v3/webhooks/${endpointId()}`, { json: { status: 'Enabled' } });
      await parley().settle();
      expect(trier().texts()).toEqual(['1', '2']);
    });

    test.each([
      ['nothing said', {}, 400, 'request.invalid'],
      ['another word', { deliveries: 'some' }, 400, 'request.invalid'],
      ['an unknown event', { deliveries: 'all', eventTypes: ['x'] }, 400, 'webhook.event_unknown'],
      [
        'an end before the beginning',
        { deliveries: 'all', from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
        400,
        'webhook.range_invalid',
      ],
    ])('refuses %s', async (_fault, json, status, reason) => {
      expect(await replay(json)).toMatchObject({ status, body: { reason } });
      expect((await call('GET', `/webhook-endpoints/${endpointId()}/replays`)).body).toEqual({ replays: [] });
    });

    test('refuses a second one beside the first, and all of an endpoint that takes none', async () => {
      await setStatus(0);
      expect(await replay({ deliveries: 'all' })).toMatchObject({ status: 412, body: { reason: 'webhook.disabled' } });
      // A replay waits for transactions that are older than it: this one holds the first back.
      await parley().db.transaction(async (tx) => {
        await tx.system(takeTransactionIdStatement);
        const answers = await Promise.all([1, 2, 3].map(() => replay({ deliveries: 'missed' })));
        expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
        const refused = answers.find(({ status }) => status === 409);
        expect(refused?.body).toMatchObject({ reason: 'webhook.replay_running' });
      });
      await parley().settle();
      expect((await replay({ deliveries: 'missed' })).status).toBe(202);
      await parley().settle();
    });
  });
}

const takeTransactionIdStatement = systemStatement('test.take-transaction-id', 'select pg_current_xact_id()');
