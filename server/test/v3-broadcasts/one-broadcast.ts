import { describe, expect, it } from 'vitest';
import { absent, type BroadcastsLab, delivered, id, isoMoment, type Recipient, read, replied } from './lab.ts';

/** One broadcast with its counters, and what became of each of its recipients. */
export function describeOneBroadcast(lab: BroadcastsLab): void {
  const { detail, recipientsOf, store } = lab;

  describe('getBroadcast', () => {
    it('answers a bare object with the ten counters', async () => {
      const { status, body } = await detail(lab.broadcastId);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: lab.broadcastId,
        channel_id: lab.channelIds.get('Main'),
        name: 'march-pickup',
        status: 'completed',
        template_id: id,
        fallback_templates: [],
        created: expect.stringMatching(isoMoment),
        last_updated: expect.stringMatching(isoMoment),
        scheduled_at: expect.stringMatching(isoMoment),
        statistics: {
          total_recipients: 4,
          total_pending: 0,
          total_queued: 0,
          total_sending: 0,
          total_sent: 3,
          total_delivered: 3,
          total_read: 2,
          total_replied: 1,
          total_failed: 1,
          total_stopped: 0,
        },
      });
      expect(body).not.toHaveProperty('error');
    });

    it.each(['65F0C1A2B3D4E5F601234567', 'nonsense', 'overview%20'])('knows no broadcast %s', async (unknown) => {
      expect(await detail(unknown)).toMatchObject({ status: 404, body: { code: 404, message: 'Broadcast not found' } });
      expect((await recipientsOf(unknown)).status).toBe(404);
    });
  });

  describe('listBroadcastRecipients', () => {
    it('tells of each what became of it, in the order they were named', async () => {
      const { status, body } = await recipientsOf(lab.broadcastId);
      expect(status).toBe(200);
      const common = { id, contact_id: id, created: expect.stringMatching(isoMoment) };
      const custom = (place: number) => [
        { name: 'name', value: `Noor ${place}` },
        { name: 'company', value: 'Shop' },
      ];
      expect(body).toMatchObject({
        recipients: [
          {
            ...common,
            contact_phone: delivered,
            contact_name: delivered,
            status: 'delivered',
            failed_code: null,
            local_message_id: 'march-pickup-first',
            custom_params: custom(0),
          },
          { ...common, contact_phone: read, status: 'read', custom_params: custom(1) },
          { ...common, contact_phone: replied, status: 'replied', custom_params: custom(2) },
          {
            ...common,
            contact_phone: absent,
            status: 'failed',
            failed_code: '131026',
            failed_detail: expect.stringContaining('(131026).'),
            failed_retryable: false,
            custom_params: custom(3),
          },
        ],
        page_number: 1,
        total_count: 4,
      });
      expect(body.recipients.slice(0, 3).map((row) => row.message_id)).toEqual([id, id, id]);
      expect(body.recipients[1]?.local_message_id).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('pages in either case, and ends', async () => {
      const { body: all } = await recipientsOf(lab.broadcastId);
      const pages = await Promise.all([
        recipientsOf(lab.broadcastId, { page_number: 2, page_size: 3 }),
        recipientsOf(lab.broadcastId, { pageNumber: 1, pageSize: 3 }),
        recipientsOf(lab.broadcastId, { pageNumber: 3, pageSize: 3 }),
        recipientsOf(lab.broadcastId, { pageNumber: 1_000_000_000, pageSize: 100 }),
      ]);
      const phones = pages.map(({ body }) => body.recipients.map((row) => row.contact_phone));
      expect(phones).toEqual([[absent], [delivered, read, replied], [], []]);
      const again = await recipientsOf(lab.broadcastId, { page_number: 2, page_size: 3 });
      expect(again.body.recipients).toEqual(all.recipients.slice(3));
      expect((await recipientsOf(lab.broadcastId, { page_size: 101 })).status).toBe(400);
    });

    it('shows those without a message, and has no message_id while one is queued', async () => {
      const { campaign, ids } = await store(lab.parley.tenantId, 'paused');
      const { body } = await recipientsOf(campaign);
      expect(body.recipients.map((row) => row.id)).toEqual(ids);
      expect(body.recipients).toMatchObject([
        { status: 'pending', message_id: null, failed_code: null, contact_id: null, contact_name: 'Frozen' },
        {
          status: 'pending',
          custom_params: [
            { name: 'name', value: 'x' },
            { name: 'company', value: '1' },
          ],
        },
        { status: 'stopped', contact_phone: `3170000${ids[2]}` },
        { status: 'skipped', skip_reason: 'opted_out' },
      ]);
      expect(body.total_count).toBe(4);
      const second = await recipientsOf(campaign, { page_size: 1, page_number: 4 });
      expect(second.body.recipients.map((row) => row.status)).toEqual(['skipped']);
    });
  });

  describe('a broadcast that is scheduled', () => {
    it('shows its recipients as pending, then what became of them, in the same order', async () => {
      const { body: contact } = await lab.parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', {
        json: { whatsapp_number: '31700000011', name: 'Noor de Wit' },
      });
      const custom_params = [
        { name: 'name', value: 'Noor' },
        { name: 'company', value: 'Shop' },
      ];
      const recipients = [{ target: contact.id }, { phone_number: '31700000012' }].map((who) => ({
        ...who,
        custom_params,
      }));
      const scheduledAt = new Date(lab.parley.clock.nowMs() + 600_000).toISOString();
      const json = { template_name: 'welcome', broadcast_name: 'later', recipients, scheduled_at: scheduledAt };
      const { body: sent } = await lab.parley.api<{ broadcast_id: string }>(
        'POST',
        '/api/ext/v3/messageTemplates/schedule',
        {
          json,
        },
      );
      const { body: before } = await detail(sent.broadcast_id);
      expect(before).toMatchObject({
        status: 'scheduled',
        scheduled_at: scheduledAt,
        statistics: { total_recipients: 2, total_pending: 2, total_sent: 0 },
      });
      const { body: waiting } = await recipientsOf(sent.broadcast_id);
      expect(waiting.recipients).toMatchObject([
        { status: 'pending', contact_id: contact.id, contact_name: 'Noor de Wit', message_id: null, custom_params },
        { status: 'pending', contact_phone: '31700000012', contact_name: '31700000012', message_id: null },
      ]);
      await lab.parley.simulator.advance(601);
      await lab.parley.settle();
      const { body: after } = await detail(sent.broadcast_id);
      expect(after).toMatchObject({ status: 'completed', statistics: { total_pending: 0, total_delivered: 2 } });
      const { body: done } = await recipientsOf(sent.broadcast_id);
      expect(done.recipients.map((row) => row.status)).toEqual(['delivered', 'delivered']);
      const stable = (rows: Recipient[]) =>
        rows.map(({ id: row, local_message_id, created }) => ({ row, local_message_id, created }));
      expect(stable(done.recipients)).toEqual(stable(waiting.recipients));
    });
  });
}
