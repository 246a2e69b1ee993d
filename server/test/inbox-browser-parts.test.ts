import { describe, expect, test } from 'vitest';
import type { ConversationRow } from '../../web/src/api/types.ts';
import { fits, placeRow } from '../../web/src/inbox/list-placement.ts';
import { durationOf, writeOggOpus } from '../../web/src/inbox/voice/ogg-opus.ts';
import { readWebmOpus } from '../../web/src/inbox/voice/webm-packets.ts';
import { piecesOf, type TextPiece } from '../../web/src/ui/message-text.ts';
import { momentOf, shownAt } from '../../web/src/ui/zoned.ts';
import { checkFile } from '../src/modules/media/index.ts';

describe('a voice message', () => {
  const head = Buffer.from('4f707573486561640101000080bb0000000000', 'hex');
  // 20 ms each; the second needs more than one segment of a page.
  const packets = [Buffer.from([0xf8, 1, 2]), Buffer.alloc(600, 0xf8), Buffer.from([0xf8, 9])];
  const element = (id: string, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x10, 0, content.length >> 8, content.length & 255]), content]);
  const block = (packet: Buffer): Buffer => element('a3', Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), packet]));
  const unknownLength = Buffer.from('01ffffffffffffff', 'hex');
  const webm = Buffer.concat([
    element('1a45dfa3', Buffer.from('4282847765626d', 'hex')),
    Buffer.from('18538067', 'hex'),
    unknownLength,
    element('1654ae6b', element('ae', element('63a2', head))),
    Buffer.from('1f43b675', 'hex'),
    unknownLength,
    block(packets[0] ?? head),
    element('a0', element('a1', Buffer.concat([Buffer.from([0x81, 0, 20, 0]), packets[1] ?? head]))),
    block(packets[2] ?? head),
  ]);

  test('keeps its packets on the way from WebM to OGG, which WhatsApp takes as a voice message', async () => {
    const sound = readWebmOpus(webm);
    expect(Buffer.from(sound.head)).toEqual(head);
    expect(sound.packets.map((packet) => Buffer.from(packet))).toEqual(packets);
    const ogg = Buffer.from(writeOggOpus(sound));
    const file = { mimeType: 'audio/ogg', fileName: 'voice.ogg', sizeBytes: ogg.length, head: ogg };
    expect(await checkFile(file)).toEqual({ kind: 'audio', mimeType: 'audio/ogg', voice: true });
    const last = ogg.lastIndexOf('OggS');
    expect(ogg[last + 5]).toBe(4);
    expect(ogg.readBigUInt64LE(last + 6)).toBe(BigInt(3 * 20 * 48));
    expect([...ogg.subarray(last + 27, last + 27 + (ogg[last + 26] ?? 0))]).toEqual([3, 255, 255, 90, 2]);
    // Known: the checksum that other programs find for the first page.
    expect(ogg.readUInt32LE(22)).toBe(checksum(ogg.subarray(0, ogg.indexOf('OggS', 4))));
  });

  test('lasts as long as its packets say', () => {
    const first = (kind: number, code = 0): number => (kind << 3) | code;
    expect([[first(3)], [first(13)], [first(16)], [first(31, 1)], [first(31, 3), 3]].map(lengthOf)).toEqual([
      60, 20, 2.5, 40, 60,
    ]);
    function lengthOf(bytes: number[]): number {
      return durationOf(Uint8Array.from(bytes));
    }
  });

  test('what is no recording is refused', () => {
    expect(() => readWebmOpus(Buffer.from('no film'))).toThrow('recording');
    expect(() => readWebmOpus(element('1a45dfa3', Buffer.alloc(1)))).toThrow('no sound');
  });
});

describe('the text of a message', () => {
  const shown = (text: string): string => write(piecesOf(text));
  const write = (pieces: readonly TextPiece[]): string =>
    pieces
      .map((piece) => {
        if (piece.kind === 'plain') return piece.text;
        if (piece.kind === 'link') return `<a ${piece.url}>${piece.text}</a>`;
        if (piece.kind === 'code') return `<code>${piece.text}</code>`;
        return `<${piece.kind}>${write(piece.inner)}</${piece.kind}>`;
      })
      .join('');

  test.each([
    ['*bold* _italic_ ~struck~ `a*b*`', '<strong>bold</strong> <em>italic</em> <s>struck</s> <code>a*b*</code>'],
    ['*bold and _both_*', '<strong>bold and <em>both</em></strong>'],
    ['```one\ntwo```', '<code>one\ntwo</code>'],
    ['* a list', '* a list'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['*over\ntwo lines*', '*over\ntwo lines*'],
    ['See https://a.test/x_y_z?b=1.', 'See <a https://a.test/x_y_z?b=1>https://a.test/x_y_z?b=1</a>.'],
    ['(www.a.test/b)', '(<a https://www.a.test/b>www.a.test/b</a>)'],
    ['https://a.test/b_(c)', '<a https://a.test/b_(c)>https://a.test/b_(c)</a>'],
    ['javascript:alert(1) <b>x</b>', 'javascript:alert(1) <b>x</b>'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('a clock elsewhere', () => {
  test.each([
    ['Asia/Kolkata', '2026-11-28T09:00', '2026-11-28T03:30:00.000Z'],
    ['America/New_York', '2026-07-01T23:30', '2026-07-02T03:30:00.000Z'],
    // The clock went back that night.
    ['Europe/Berlin', '2026-10-25T12:00', '2026-10-25T11:00:00.000Z'],
    ['Europe/Berlin', '2026-10-24T12:00', '2026-10-24T10:00:00.000Z'],
  ])('in %s, %s is %s', (timeZone, shown, moment) => {
    expect(new Date(momentOf(shown, timeZone)).toISOString()).toBe(moment);
    expect(shownAt(Date.parse(moment) + 12_345, timeZone)).toBe(shown);
  });

  test('shows no day that is none', () => {
    expect([momentOf('', 'UTC'), momentOf('2026-13-40T00:00', 'UTC')]).toEqual([Number.NaN, Number.NaN]);
  });
});

/** The CRC of RFC 3533 by the book, bit for bit. */
function checksum(page: Buffer): number {
  const bytes = Buffer.from(page);
  bytes.writeUInt32LE(0, 22);
  let rest = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const top = (rest >>> 31) ^ ((byte >> bit) & 1);
      rest = (rest << 1) >>> 0;
      if (top) rest = (rest ^ 0x04c11db7) >>> 0;
    }
  }
  return rest;
}

describe('the list of the inbox', () => {
  const row = (id: string, at: string, more: Partial<ConversationRow> = {}): ConversationRow => ({
    id,
    version: 1,
    contact: { id, name: id, phone: '1', bsuid: null, username: null, colourSeed: 0 },
    channel: { id: 'c', name: 'Main', phoneNumber: '1' },
    lastMessage: null,
    unread: 1,
    status: 'open',
    assignee: null,
    teams: [],
    tags: [],
    favourite: false,
    isWithBot: false,
    cameOutsideHours: false,
    windowClosesAt: null,
    isWindowOpen: true,
    lastActivityAt: at,
    createdAt: at,
    ...more,
  });
  const list = (rows: ConversationRow[], nextCursor: string | null) => ({
    pages: [{ conversations: rows, nextCursor, previousCursor: null, isPartial: false }],
  });
  const idsOf = ({ pages }: ReturnType<typeof list>): string[] =>
    pages.flatMap(({ conversations }) => conversations.map(({ id }) => id));

  test('a row goes where its activity puts it, once, and out when it does not belong', () => {
    const known = list([row('b', '2026-02'), row('a', '2026-01')], null);
    expect(idsOf(placeRow(known, row('a', '2026-03', { version: 2 }), true))).toEqual(['a', 'b']);
    expect(idsOf(placeRow(known, row('n', '2025-01'), true))).toEqual(['b', 'a', 'n']);
    expect(idsOf(placeRow(list([row('b', '2026-02')], 'more'), row('n', '2025-01'), true))).toEqual(['b']);
    expect(idsOf(placeRow(known, row('b', '2026-02', { version: 2 }), false))).toEqual(['a']);
    expect(idsOf(placeRow(known, row('a', '2026-09', { version: 0 }), true))).toEqual(['b', 'a']);
  });

  test('what belongs is decided as the server does, and left to it for searches and clocks', () => {
    const mine = row('a', '2026-01', {
      assignee: { id: 'me', name: 'Me' },
      tags: [{ id: 't', name: 'VIP', color: null }],
    });
    expect(fits(mine, { status: 'open,pending', assignee: 'me', tag: 't', channel: 'c', unread: true }, 'me')).toBe(
      true,
    );
    expect(fits(mine, { assignee: 'nobody' }, 'me')).toBe(false);
    expect(fits(mine, { assignee: 'bot' }, 'me')).toBe(false);
    expect(fits(mine, { team: 's' }, 'me')).toBe(false);
    expect(fits(mine, { favourite: true }, 'me')).toBe(false);
    expect(fits({ ...mine, status: 'block' }, {}, 'me')).toBe(false);
    expect(fits(mine, { search: 'a' }, 'me')).toBeUndefined();
    expect(fits(mine, { closingWithinHours: 4 }, 'me')).toBeUndefined();
    const byNight = row('b', '2026-01', { cameOutsideHours: true });
    expect([mine, byNight].map((one) => fits(one, { outsideHours: true }, 'me'))).toEqual([false, true]);
  });
});
