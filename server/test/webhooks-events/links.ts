import { describe, expect, it } from 'vitest';
import { type EventCalls, type Json, named, place } from './lab.ts';

/** Addresses of buttons that are led through us, and the clicks on them. */
export function describeTrackedLinks({ parley, heard, heardBySecond, review }: EventCalls): void {
  describe('tracked links', () => {
    const waId = '4479200000005';
    const buttons = [
      { type: 'url', parameter: { text: 'Track it', url: 'https://shop.example.test/o/{{order}}' } },
      { type: 'url', parameter: { text: 'About us', url: 'https://shop.example.test/about' } },
    ];
    const content = {
      elementName: 'tracked',
      category: 'UTILITY',
      language: 'en',
      body: 'Dear {{name}}, your order is on its way.',
      buttons,
      customParams: [
        { paramName: 'name', paramValue: 'Zoë' },
        { paramName: 'order', paramValue: '77' },
      ],
      isUrlBtnClickTrackingEnabled: true,
    };
    const open = (url: string, method = 'GET') => fetch(url, { method, redirect: 'manual' });
    const order = `A-1/2?of=${'7'.repeat(500)}`;
    let links: string[] = [];

    it('stand at Meta in the place of the addresses, which lists go on to show', async () => {
      const made = await parley().api<{ result: Json }>('POST', '/api/v1/whatsApp/templates', { json: content });
      const sent = await parley().api<{ result: Json }>('POST', '/api/v1/templates/update', { json: made.body.result });
      expect(sent.body.result).toMatchObject({ isUrlBtnClickTrackingEnabled: true });
      await review('tracked', 'APPROVED');
      await parley().platform.timeline.settle();
      const [shown] = (
        await parley().api<{ messageTemplates: Json[] }>('GET', '/api/v1/getMessageTemplates', {
          query: { pageSize: 200 },
        })
      ).body.messageTemplates.filter((row) => row.elementName === 'tracked');
      expect(shown).toMatchObject({
        isUrlBtnClickTrackingEnabled: true,
        buttons: buttons.map(({ parameter }) => ({ parameter: { text: parameter.text, urlOriginal: parameter.url } })),
      });
      await parley().api('POST', '/api/v2/sendTemplateMessage', {
        query: { whatsappNumber: waId },
        json: {
          broadcast_name: 'test',
          template_name: 'tracked',
          parameters: [
            { name: 'name', value: 'Zoë' },
            { name: 'order', value: order },
          ],
        },
      });
      await heard();
      await heardBySecond();
      const [phone] = await parley().simulator.phone(waId);
      const found = (phone as unknown as { buttons: { url: string }[] }).buttons.map((button) => button.url);
      expect(found).toEqual(
        [0, 1].map(() => expect.stringMatching(new RegExp(`^${parley().baseUrl}/l/[A-Za-z0-9_-]{30,1000}$`))),
      );
      links = found;
    });

    it('lead on, and tell of each click', async () => {
      const [track = '', about = ''] = links;
      const answer = await open(track);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `https://shop.example.test/o/${order}`]);
      const [click, twin] = await heard();
      expect(click).toMatchObject({
        eventType: 'ctaUrlClicked',
        templateName: 'tracked',
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        displayText: 'Track it',
        buttonUrl: `https://shop.example.test/o/${order}`,
        text: 'Dear Zoë, your order is on its way.',
        waId,
        type: 'template',
        statusString: 'SENT',
        sourceType: 'api',
        ...place,
      });
      // Who never wrote has no BSUID that we know.
      expect(twin).toBeUndefined();
      expect((await open(track)).status).toBe(302);
      expect((await open(about)).headers.get('location')).toBe('https://shop.example.test/about');
      expect(named(await heard(), 'ctaUrlClicked').map((body) => body.displayText)).toEqual(['Track it', 'About us']);
    });

    it('count no look ahead, and lead nowhere else', async () => {
      const [track = ''] = links;
      expect((await open(track, 'HEAD')).status).toBe(302);
      const token = track.slice(track.lastIndexOf('/') + 1);
      const forged = Buffer.from(token, 'base64url');
      forged.write('evil', forged.length - 4);
      for (const bad of ['x', token.slice(0, -2), forged.toString('base64url'), 'a'.repeat(200), `${token}%2F..`]) {
        expect((await open(`${parley().baseUrl}/l/${bad}`)).status).toBe(404);
      }
      expect(await heard()).toEqual([]);
    });

    it('of somebody with a known BSUID are told by it', async () => {
      await parley().simulator.patch(waId, { username: 'cleo' });
      await parley().simulator.writeText(waId, 'thanks');
      await heard();
      await open(links[1] ?? '');
      expect(named(await heard(), 'ctaUrlClicked_bsuid')).toMatchObject([{ waId, username: '@cleo' }]);
    });
  });
}
