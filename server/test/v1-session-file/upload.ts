import { Readable } from 'node:stream';
import { FormData, request } from 'undici';
import { describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from '../harness/api-client.ts';
import { httpAgent } from '../harness/http-agent.ts';
import { jpeg, mp3, mp4, opus, pdf, png, vorbis, wav, webp } from '../media-samples.ts';
import { customer, expectExpired, type FileCalls, megabyte, type SendAnswer, sentFile, windowClosed } from './lab.ts';

/** Files that come with the call: kinds, voice, targets, and what is refused before it is kept. */
export function describeUploads({ parley, lastOnPhone, storedFiles }: FileCalls): void {
  describe('sendSessionFile', () => {
    const upload = (
      bytes: Buffer,
      name: string,
      type: string,
      { target = customer, fields = {}, query = {}, field = 'file', ...call }: UploadOptions = {},
    ) => {
      const multipart = new FormData();
      for (const [key, value] of Object.entries(fields)) multipart.append(key, value);
      multipart.append(field, new Blob([new Uint8Array(bytes)], { type }), name);
      const path = `/api/v1/sendSessionFile/${encodeURIComponent(target)}`;
      return parley().api<SendAnswer>('POST', path, { ...call, query, multipart });
    };

    test('answers every documented member, and the file reaches the phone', async () => {
      const answer = await upload(jpeg, 'lid.jpg', 'image/jpeg', { query: { caption: 'Price list' } });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        ok: true,
        result: 'success',
        message: { ...sentFile, type: 'image', media: { id: null, mimeType: 'image/jpeg', caption: 'Price list' } },
      });
      expect(await lastOnPhone()).toMatchObject({ type: 'image', text: 'Price list', status: 'delivered' });
    });

    test('shows the file in the history, where it can be downloaded, and in the webhook', async () => {
      const receiver = await parley().subscribe(['sessionMessageSent_v2']);
      const { body } = await upload(png, 'map.png', 'image/png', { fields: { caption: 'The way' } });
      await parley().settle();
      const history = await parley().api<{ messages: { items: Record<string, string>[] } }>(
        'GET',
        `/api/v1/getMessages/${customer}`,
      );
      const [item] = history.body.messages.items;
      expect(item).toMatchObject({ id: body.message.id, type: 'image', text: 'The way', owner: true });
      const url = `${parley().baseUrl}/100100/api/v1/getMedia?fileName=${item?.data}`;
      const file = await request(url, {
        dispatcher: httpAgent,
        headers: { authorization: `Bearer ${parley().token}` },
      });
      expect(Buffer.from(await file.body.arrayBuffer()).equals(png)).toBe(true);
      expect(receiver.received.at(-1)?.body).toMatchObject({
        id: body.message.id,
        type: 'image',
        text: 'The way',
        data: expect.stringContaining(item?.data ?? 'no data'),
      });
    });

    test.each([
      ['document', pdf, 'Rechnung "März".pdf', 'application/pdf'],
      ['video', mp4('isom'), 'clip.mp4', 'video/mp4'],
      ['audio', mp3, 'song.mp3', 'audio/mpeg'],
      ['sticker', webp({ animated: false }), 'wave.webp', 'image/webp'],
      ['image', png, 'bytes.bin', 'application/octet-stream'],
    ])('sends a file of the kind %s', async (kind, bytes, name, type) => {
      const answer = await upload(bytes, name, type);
      expect(answer.body).toMatchObject({ ok: true, message: { type: kind, media: { caption: null } } });
      expect(await lastOnPhone()).toMatchObject({ type: kind });
    });

    test.each([
      ['audio', mp3, 'song.mp3', 'audio/mpeg'],
      ['sticker', webp({ animated: false }), 'wave.webp', 'image/webp'],
    ])(
      'says of the caption of a file of the kind %s, which bears none, what the customer gets: nothing',
      async (kind, bytes, name, type) => {
        const { body } = await upload(bytes, name, type, { query: { caption: 'Listen to this' } });
        expect(body).toMatchObject({ ok: true, message: { type: kind, media: { caption: null } } });
        const history = await parley().api<{ messages: { items: unknown[] } }>(
          'GET',
          `/api/v1/getMessages/${customer}`,
        );
        expect(history.body.messages.items[0]).toMatchObject({ type: kind, text: null });
      },
    );

    test('a document without a caption goes by its name', async () => {
      await upload(pdf, 'offer 2025.pdf', 'application/pdf');
      expect(await lastOnPhone()).toMatchObject({ document: { filename: 'offer 2025.pdf' } });
      expect((await lastOnPhone())?.text).toBe('offer 2025.pdf');
    });

    test.each([
      ['isVoice in the query', { query: { isVoice: 'true' } }, true],
      ['voice in the query', { query: { voice: 'True' } }, true],
      ['isVoice in the form', { fields: { isVoice: 'true' } }, true],
      ['voice in the form', { fields: { VOICE: 'true' } }, true],
      ['false', { query: { isVoice: 'false' } }, undefined],
      ['nothing', {}, undefined],
    ])('makes a voice message of OPUS: %s', async (_name, options, voice) => {
      await upload(opus(1), 'note.ogg', 'audio/ogg; codecs=opus', options);
      const shown = (await lastOnPhone()) as unknown as { audio: { voice?: boolean } };
      expect(shown.audio.voice).toBe(voice);
    });

    test('other sound goes as sound, whatever the flag says', async () => {
      expect((await upload(mp3, 'song.mp3', 'audio/mpeg', { query: { isVoice: 'true' } })).body.ok).toBe(true);
      expect(await lastOnPhone()).toMatchObject({ type: 'audio', audio: { id: expect.any(String) } });
      expect(JSON.stringify(await lastOnPhone())).not.toContain('voice');
    });

    test('takes every form of a target, and the field in any casing', async () => {
      const { conversationId } = (await upload(png, 'a.png', 'image/png')).body.message;
      for (const target of [`+${customer}`, '852 5550-2001', conversationId, `15550100001:${customer}`]) {
        const answer = await upload(png, 'a.png', 'image/png', { target, field: 'File' });
        expect({ target, ok: answer.body.ok }).toEqual({ target, ok: true });
      }
      const query = { channelPhoneNumber: '15550100002' };
      expect((await upload(png, 'a.png', 'image/png', { query })).body).toEqual(windowClosed);
    });

    test.each([
      ['WAV', wav, 'sound.wav', 'audio/wav'],
      ['WAV called MP3', wav, 'sound.mp3', 'audio/mpeg'],
      ['OGG without OPUS', vorbis, 'sound.ogg', 'audio/ogg'],
      ['a page', Buffer.from('<p>Hello</p>'), 'page.html', 'text/html'],
      ['nothing', Buffer.alloc(0), 'empty.png', 'image/png'],
    ])('refuses %s', async (_name, bytes, name, type) => {
      const before = await storedFiles();
      const answer = await upload(bytes, name, type);
      const info = 'File is not allowed by WhatsApp';
      expect(answer).toMatchObject({ status: 200, body: { result: false, info, message: info } });
      expect(answer.body.error).toMatch(/^File is not allowed by WhatsApp\. \w/);
      expect(await storedFiles()).toBe(before);
    });

    test.each([
      ['An image', Buffer.concat([png, Buffer.alloc(5 * megabyte)]), 'image/png', '5 MB'],
      ['A sticker', Buffer.concat([webp({ animated: false }), Buffer.alloc(100 * 1024)]), 'image/webp', '100 KB'],
      ['A sticker', Buffer.concat([webp({ animated: true }), Buffer.alloc(500 * 1024)]), 'image/webp', '500 KB'],
    ])('%s of %#. size is too large', async (noun, bytes, type, limit) => {
      const answer = await upload(bytes, 'large', type);
      expect(answer).toMatchObject({ status: 200, body: { result: false } });
      expect(answer.body.info).toBe(`File is too large. ${noun} may have at most ${limit} on WhatsApp.`);
    });

    test('refuses more than 100 MB while it comes in', async () => {
      const before = await storedFiles();
      const chunk = Buffer.alloc(megabyte);
      const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
      async function* body() {
        yield Buffer.from(head);
        yield pdf;
        for (let sent = 0; sent < 100; sent += 1) yield chunk;
        yield Buffer.from('\r\n--x--\r\n');
      }
      const answer = await request(`${parley().baseUrl}/100100/api/v1/sendSessionFile/${customer}`, {
        dispatcher: httpAgent,
        method: 'POST',
        headers: { authorization: `Bearer ${parley().token}`, 'content-type': 'multipart/form-data; boundary=x' },
        body: Readable.from(body()),
      });
      expect(answer.statusCode).toBe(413);
      expect(await answer.body.json()).toMatchObject({ result: false, info: expect.stringMatching(/larger than/) });
      expect(await storedFiles()).toBe(before);
    });

    test.each([
      [
        'JSON instead of a file',
        { json: { url: 'https://files.example/a.png', mimeType: 'image/png', fileName: 'a' } },
      ],
      ['a form without a file', { form: { caption: 'Nothing' } }],
      ['nothing', {}],
    ])('answers 400 to %s', async (_name, call) => {
      const answer = await parley().api('POST', `/api/v1/sendSessionFile/${customer}`, call);
      expect(answer).toMatchObject({
        status: 400,
        body: { result: false, info: expect.stringMatching(/^file is req/) },
      });
    });

    test('refuses a caption that is too long before it keeps the file', async () => {
      const before = await storedFiles();
      expect((await upload(png, 'a.png', 'image/png', { query: { caption: '🙂'.repeat(1024) } })).body.ok).toBe(true);
      const answer = await upload(png, 'a.png', 'image/png', { query: { caption: 'x'.repeat(1025) } });
      expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringContaining('1024') } });
      expect(await storedFiles()).toBe(before + 1);
    });

    test('refuses as sendSessionMessage does', async () => {
      const before = await storedFiles();
      await expectExpired((target) => upload(png, 'a.png', 'image/png', { target }));
      for (const target of ['hello', '65f0c1a2b3d4e5f601728394']) {
        const answer = await upload(png, 'a.png', 'image/png', { target });
        expect(answer).toMatchObject({ status: 200, body: { ok: false, result: 'Invalid Contact' } });
      }
      const query = { channelPhoneNumber: '15559999999' };
      expect((await upload(png, 'a.png', 'image/png', { query })).body).toMatchObject({ info: 'Channel not found' });
      const { token } = await parley().addTenant('200300');
      const multipart = new FormData();
      multipart.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'a.png');
      const foreign = createApiClient(parley().baseUrl, token);
      expect(await foreign('POST', `/api/v1/sendSessionFile/${customer}`, { multipart })).toMatchObject({
        status: 200,
        body: windowClosed,
      });
      const reader = await parley().addToken({ scopes: ['conversations:read'] });
      expect((await upload(png, 'a.png', 'image/png', { token: reader })).status).toBe(403);
      expect((await upload(png, 'a.png', 'image/png', { token: null })).status).toBe(401);
      expect(await storedFiles()).toBe(before);
    });
  });
}

interface UploadOptions extends ApiCall {
  target?: string;
  fields?: Record<string, string>;
  query?: Record<string, string>;
  field?: string;
}
