import { describe, expect, it } from 'vitest';
import { type EventCalls, hex, named, place } from './lab.ts';

/** The twins of events that name people by their BSUID, and the events that people cause. */
export function describePeople({ parley, heard }: EventCalls): void {
  describe('people', () => {
    const waId = '4479200000001';
    const ids = { bsuid: expect.stringMatching(/^[A-Z]{2}\./), parentBsuid: null, username: '@zoe' };

    it('are told by their BSUID too, with the number when it is known', async () => {
      await parley().simulator.patch(waId, { username: 'zoe' });
      await parley().simulator.writeText(waId, 'hi', { profileName: 'Zoë' });
      const [message, twin, first, firstTwin] = await heard();
      expect(twin).toEqual({ ...message, eventType: 'message_bsuid', ...ids });
      expect(firstTwin).toEqual({ ...first, eventType: 'newContactMessageReceived_bsuid', ...ids });
      await parley().api('POST', `/api/v1/sendSessionMessage/${waId}`, { query: { messageText: 'Hello' } });
      await parley().api('POST', '/api/v2/sendTemplateMessage', {
        query: { whatsappNumber: waId },
        json: {
          broadcast_name: 'test',
          template_name: 'welcome',
          parameters: [
            { name: 'name', value: 'Zoë' },
            { name: 'company', value: 'Acme' },
          ],
        },
      });
      const sent = await heard();
      for (const name of ['sessionMessageSent', 'templateMessageSent']) {
        const [v2] = named(sent, `${name}_v2`);
        expect(named(sent, `${name}_bsuid`)).toEqual([{ ...v2, eventType: `${name}_bsuid`, ...ids }]);
        expect(named(sent, `${name}_v2_bsuid`)).toEqual([{ ...v2, eventType: `${name}_v2_bsuid`, ...ids }]);
      }
    });

    it('without a number are told with waId null, by every event', async () => {
      const hidden = '4479200000002';
      await parley().simulator.patch(hidden, { username: 'nobody', hide_phone: true });
      await parley().simulator.writeText(hidden, 'hi');
      const told = await heard();
      expect(told.map((body) => [body.eventType, body.waId])).toEqual([
        ['message', null],
        ['message_bsuid', null],
        ['newContactMessageReceived', null],
        ['newContactMessageReceived_bsuid', null],
      ]);
      const bsuid = String(told[1]?.bsuid);
      await parley().api('POST', '/api/ext/v3/conversations/messages/text', { json: { target: bsuid, text: 'Hello' } });
      const sent = await heard();
      expect(named(sent, 'sessionMessageSent')).toMatchObject([{ waId: null }]);
      expect(named(sent, 'sessionMessageSent_bsuid')).toMatchObject([{ waId: null, bsuid, username: '@nobody' }]);
    });

    it('who give their card when asked are told of', async () => {
      const phones = [{ phone: '+44 7920 000001', wa_id: waId, type: 'CELL' }];
      const card = { name: { formatted_name: 'Zoë' }, phones };
      await parley().simulator.write(waId, { type: 'contacts', contacts: [{ ...card, origin: 'other' }] });
      expect(named(await heard(), 'contactRequestTyping')).toEqual([]);
      await parley().simulator.write(waId, { type: 'contacts', contacts: [{ ...card, origin: 'contact_request' }] });
      expect(named(await heard(), 'contactRequestTyping')).toEqual([
        {
          eventType: 'contactRequestTyping',
          contactId: expect.stringMatching(hex),
          waId,
          phone: waId,
          name: 'Zoë',
          bsuid: ids.bsuid,
          parentBsuid: null,
        },
      ]);
    });

    it('to whom a chatbot is started, which marks what it sends', async () => {
      const bots = await parley().api<{ id: string }[]>('GET', '/api/v1/chatbots');
      const chatbotId = bots.body[0]?.id ?? '';
      await parley().simulator.writeText(waId, 'start', { profileName: 'Zoë' });
      await heard();
      await parley().api('POST', '/api/v1/chatbots/start', { query: { chatbotId, target: waId } });
      const told = await heard();
      const [started] = named(told, 'chatbotTriggered');
      expect(started).toMatchObject({ text: 'start', owner: false, waId, chatbotId, ...place });
      expect(named(told, 'chatbotTriggered_bsuid')).toEqual([
        { ...started, eventType: 'chatbotTriggered_bsuid', ...ids },
      ]);
      expect(named(told, 'sessionMessageSent_v2')[0]?.chatbotTriggeredEventId).toBe(started?.chatbotTriggeredEventId);
    });
  });
}
