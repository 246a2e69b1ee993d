import { describe, expect, test } from 'vitest';
import { findClosedPort } from '../local-server.ts';
import { mp4, pdf, png, wav } from '../media-samples.ts';
import { buttonsPath, type ChoiceCalls, customer, question } from './lab.ts';

/** Buttons, files above them, and a tap that comes back. */
export function describeButtons({ parley, serve, send, historyOf, lastOnPhone }: ChoiceCalls): void {
  describe('sendInteractiveButtonsMessage', () => {
    test.each([
      ['none', { buttons: [] }, /buttons/],
      ['null', { buttons: null }, /buttons/],
      ['four', { buttons: ['a', 'b', 'c', 'd'].map((text) => ({ text })) }, /buttons/],
      ['two of one title', { buttons: [{ text: 'A' }, { text: 'A' }] }, /must differ/],
      ['one that is too long', { buttons: [{ text: 'x'.repeat(21) }] }, /20 characters/],
      ['one without text', { buttons: [{ id: 'a' }] }, /empty/],
      ['a long header', { header: { type: 'Text', text: 'x'.repeat(61) } }, /60 characters/],
      ['a header of another type', { header: { type: 'Audio' } }, /header\.type/],
      ['a header without an address', { header: { type: 'Image', media: {} } }, /header\.media\.url/],
    ])('refuses buttons: %s', async (_case, change, info) => {
      const answer = await send(buttonsPath, { ...question, ...change });
      expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringMatching(info) } });
    });

    test.each([
      ['Image', 'image', 'image/png', png],
      ['VIDEO', 'video', 'video/mp4', mp4('isom')],
      ['document', 'document', 'application/pdf', pdf],
    ])('puts a file of the type %s above the body', async (type, kind, mimeType, bytes) => {
      const file = await serve((_request, response) =>
        response.writeHead(200, { 'content-type': mimeType }).end(bytes),
      );
      const header = { type, media: { url: `${file.url}/map`, fileName: 'The way.pdf' } };
      const answer = await send(buttonsPath, { ...question, header });
      expect(answer.body.ok).toBe(true);
      const shown = await lastOnPhone();
      const part = kind === 'document' ? { filename: 'The way.pdf' } : {};
      expect(shown.interactive).toMatchObject({ header: { type: kind, [kind]: { id: expect.any(String), ...part } } });
      expect(shown.status).toBe('delivered');
      expect((await historyOf())[0]).toMatchObject({
        data: expect.stringMatching(/^data\//),
        interactiveData: { header: { type: kind, [kind]: part } },
      });
    });

    test('refuses a file that WhatsApp does not take, is of another kind, or cannot be fetched', async () => {
      const sound = await serve((_request, response) =>
        response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav),
      );
      const paper = await serve((_request, response) => response.writeHead(200).end(pdf));
      const withImage = (url: string) => ({ ...question, header: { type: 'Image', media: { url } } });
      expect(await send(buttonsPath, withImage(`${sound.url}/a.wav`))).toMatchObject({
        status: 200,
        body: { ok: false, result: false, errors: ['File is not allowed by WhatsApp'] },
      });
      expect(await send(buttonsPath, withImage(`${paper.url}/a.pdf`))).toMatchObject({
        status: 400,
        body: { result: false, info: expect.stringMatching(/called image, but its file is of the kind document/) },
      });
      for (const url of [`http://127.0.0.1:${await findClosedPort()}/a.png`, 'file:///etc/passwd', 'a.png']) {
        expect(await send(buttonsPath, withImage(url))).toMatchObject({
          status: 400,
          body: { result: false, info: expect.stringMatching(/^The file cannot be fetched/) },
        });
      }
    });

    test('fetches nothing for a send that is refused', async () => {
      const file = await serve((_request, response) => response.writeHead(200).end(png));
      const message = { ...question, header: { type: 'Image', media: { url: `${file.url}/a.png` } } };
      await send(buttonsPath, message, { query: { target: '85255503099' } });
      await send(buttonsPath, { ...message, buttons: [] });
      expect(file.requests).toHaveLength(0);
    });

    test('a tap comes back in the history and the webhook, and marks the message as replied', async () => {
      const receiver = await parley().subscribe(['message', 'sentMessageREPLIED_v2', 'sessionMessageSent_v2']);
      const sent = await send(buttonsPath, { ...question, buttons: [{ id: 'keep', text: 'Keep it' }] });
      await parley().settle();
      const interactive = { type: 'button_reply', button_reply: { id: 'keep', title: 'Keep it' } };
      await parley().simulator.write(customer, { type: 'interactive', interactive });
      const [tap, asked] = await historyOf();
      const reply = { id: 'keep', title: 'Keep it' };
      expect(tap).toMatchObject({ type: 'interactive', text: 'Keep it', owner: false, interactiveButtonReply: reply });
      expect(asked).toMatchObject({ id: sent.body.message.id, statusString: 'REPLIED' });
      expect(tap?.replyContextId).toBe(asked?.whatsappMessageId);
      const events = new Map(receiver.received.map(({ body }) => [body.eventType, body]));
      expect(events.get('sessionMessageSent_v2')).toMatchObject({ type: 'interactive', text: question.body });
      expect(events.get('message')).toMatchObject({
        type: 'interactive',
        text: 'Keep it',
        interactiveButtonReply: reply,
      });
      expect(events.get('sentMessageREPLIED_v2')).toMatchObject({ id: sent.body.message.id, type: 'interactive' });
    });
  });
}
