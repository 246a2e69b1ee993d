import { describe, expect, test } from 'vitest';
import { createEventRecorder } from '../../src/events/record.ts';
import { mergePeople } from '../../src/modules/messages/index.ts';
import { rowsOf } from '../intake-lab.ts';
import { api, type MergingLab } from './lab.ts';

/** What was queued, late, long or with a bot when two contacts became one goes on in the one that stays. */
export function describeWhatIsUnderWay(lab: MergingLab): void {
  const { post, text, idOf, pauseSends, send, textsOf, conversationsOf, find, system } = lab;

  describe('what is under way when contacts become one', () => {
    test('goes out in its order, to the number, and its statuses arrive', async () => {
      const waId = '447906000010';
      // The phone of the simulator knows when its person wrote, and so whether it takes what is sent.
      const { body: person } = await lab.parley.simulator.call('PATCH', `/customers/${waId}`, { hide_phone: true });
      const { user_id: bsuid } = person as { user_id: string };
      await lab.parley.simulator.writeText(waId, 'hello');
      await lab.parley.settle();
      await post(text('hello', { waId }));
      const old = await idOf(bsuid);
      await pauseSends(true);
      for (const body of ['first', 'second']) expect((await send(bsuid, body)).status).toBe(200);
      await post(text('both', { waId, bsuid }));
      expect((await send(old, 'third')).status).toBe(200);
      await pauseSends(false);
      await lab.parley.settle();
      const phone = await lab.parley.simulator.phone(waId);
      expect(phone.slice(1).map((message) => [message.text, message.status])).toEqual([
        ['first', 'delivered'],
        ['second', 'delivered'],
        ['third', 'delivered'],
      ]);
      const states = await rowsOf(
        lab.parley,
        "select status from messages where contact_id = $1 and direction = 'out'",
        [await idOf(waId)],
      );
      expect(states).toEqual([{ status: 30 }, { status: 30 }, { status: 30 }]);
    });

    test('follows when a transaction that knew only the old contact is late', async () => {
      const [waId, bsuid] = ['447906000011', 'GB.Merge11'];
      await post(text('hello', { bsuid }), text('hello', { waId }));
      const old = await idOf(bsuid);
      await post(text('both', { waId, bsuid }));
      const chat = '0'.repeat(23);
      const at = lab.parley.clock.now();
      const late = async (place: string, body: string) => {
        await rowsOf(
          lab.parley,
          `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, direction, kind, type, text, status, created_at)
         select tenant_id, lpad(to_hex(extract(epoch from $1::timestamptz)::bigint), 8, '0') || $2, $3, $4, channel_id, 'in', 'session', 'text', $5, 20, $1::timestamptz
         from conversations where contact_id = $6 limit 1`,
          [at, place, `${chat}${place[0]}`, old, body, await idOf(waId)],
        );
      };
      await rowsOf(
        lab.parley,
        `insert into conversations (tenant_id, id, contact_id, channel_id, status, created_at, updated_at)
       select tenant_id, $1 || '2', $2, id, 'open', $3::timestamptz, $3::timestamptz from channels where phone_number = '15550100002'
       union all select tenant_id, $1 || '1', $2, id, 'open', $3::timestamptz, $3::timestamptz from channels where phone_number = '15550100001'`,
        [chat, old, at],
      );
      await late('1000000000000000', 'late on Main');
      await late('2000000000000000', 'late on Second');
      await lab.parley.simulator.advance(61);
      expect((await textsOf(waId)).sort()).toEqual(['both', 'hello', 'hello', 'late on Main', 'late on Second']);
      expect(await conversationsOf(old)).toEqual([]);
      expect(await conversationsOf(await idOf(waId))).toHaveLength(2);
      expect(
        await rowsOf(lab.parley, 'select 1 from history_moves where due_at <= $1', [lab.parley.clock.now()]),
      ).toEqual([]);
    });

    test('moves a long history in slices, whole', async () => {
      const [waId, bsuid] = ['447906000012', 'GB.Merge12'];
      await post(text('hello', { bsuid }), text('hello', { waId }));
      await rowsOf(
        lab.parley,
        `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, direction, kind, type, text, status, created_at)
       select v.tenant_id, left(v.id, 16) || lpad(to_hex(n), 8, '0'), v.id, v.contact_id, v.channel_id, 'in', 'session', 'text', 'old', 20, v.created_at
       from conversations v cross join generate_series(1, 2500) n where v.contact_id = $1`,
        [await idOf(bsuid)],
      );
      await post(text('both', { waId, bsuid }));
      const [chat] = await conversationsOf(await idOf(waId));
      const [row] = await rowsOf(
        lab.parley,
        'select count(*) as total from messages where conversation_id = $1 and contact_id = $2',
        [chat?.id, await idOf(waId)],
      );
      expect(row).toEqual({ total: 2_503 });
    });

    test('a chatbot goes on in the chat that stays, and takes the message that joined them for its answer', async () => {
      const [waId, bsuid] = ['447906000013', 'GB.Merge13'];
      await post(text('hello', { bsuid }), text('hello', { waId }));
      const bots = await lab.parley.api<{ id: string }[]>('GET', '/api/v1/chatbots');
      const query = { target: bsuid, chatbotId: bots.body[0]?.id ?? '' };
      expect((await lab.parley.api('POST', '/api/v1/chatbots/start', { query })).text).toContain('success');
      await lab.parley.settle();
      await post(text('Mei', { waId, bsuid }));
      const { body: contact } = await find(waId);
      expect(contact.custom_params).toEqual([{ name: 'first_name', value: 'Mei' }]);
      const runs = await rowsOf(lab.parley, 'select conversation_id, ended_at from flow_runs where contact_id = $1', [
        contact.id,
      ]);
      const [chat] = await conversationsOf(contact.id);
      expect(runs).toEqual([{ conversation_id: chat?.id, ended_at: null }]);
    });

    test('a lead follows with its history, and ends with a contact that is deleted', async () => {
      const [waId, bsuid] = ['447906000014', 'GB.Merge14'];
      const lead = (target: string, stage: string) =>
        lab.parley.api('PUT', `/api/parley/v1/leads/${target}`, { json: { stage } });
      const leads = () => rowsOf(lab.parley, 'select contact_id from leads where contact_id = any($1::text[])', [ids]);
      const moves = () =>
        rowsOf(
          lab.parley,
          'select contact_id, kind from lead_moves where contact_id = any($1::text[]) order by at, id',
          [ids],
        );
      await post(text('hello', { bsuid }), text('hello', { waId }));
      const ids = [await idOf(waId), await idOf(bsuid)];
      const [survivorId] = ids;
      for (const stage of ['New', 'Won']) expect((await lead(bsuid, stage)).status).toBeLessThan(300);
      await post(text('both', { waId, bsuid }));
      expect(await leads()).toEqual([{ contact_id: survivorId }]);
      expect(await moves()).toEqual(['created', 'moved'].map((kind) => ({ contact_id: survivorId, kind })));
      const other = 'GB.Merge15';
      await post(text('hello', { bsuid: other }));
      ids.push(await idOf(other));
      await lead(other, 'New');
      await post(system({ waId, bsuid }, { type: 'user_changed_user_id', user_id: other, previous_user_id: bsuid }));
      expect(await leads()).toEqual([{ contact_id: survivorId }]);
      expect((await moves()).at(-1)).toEqual({ contact_id: ids[2], kind: 'removed' });
      expect((await lab.parley.api('DELETE', `${api}/contacts/${waId}`)).status).toBe(200);
      expect(await leads()).toEqual([]);
      expect((await moves()).at(-1)).toEqual({ contact_id: survivorId, kind: 'removed' });
    });

    test('two who join the same people at once make one merge and no deadlock, whichever way round', async () => {
      const { tenantId } = lab.parley;
      const deps = { clock: lab.parley.clock, events: createEventRecorder([]) };
      for (const n of [1, 2, 3]) {
        const [waId, bsuid] = [`44790600002${n}`, `GB.Race${n}`];
        await post(text('hello', { bsuid }), text('hello', { waId }));
        const [one, other] = [await idOf(waId), await idOf(bsuid)];
        const addresses = { waId, bsuid };
        const merge = (survivorId: string, loserId: string) =>
          lab.parley.db.transaction((tx) => mergePeople(deps, tx, { tenantId, survivorId, loserId, addresses }));
        const results = await Promise.all([merge(one, other), merge(other, one), merge(one, other)]);
        expect(results.flat().filter((event) => event.type === 'contact.merged')).toHaveLength(1);
        expect(
          await rowsOf(lab.parley, 'select 1 as one from contacts where wa_id = $1 or bsuid = $2', [waId, bsuid]),
        ).toHaveLength(1);
      }
    });
  });
}
