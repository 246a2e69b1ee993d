import { describe, expect, test } from 'vitest';
import { card, type DraftCalls, type Json, link, reply } from './lab.ts';

/** Meta's rules of templates, one case each: a draft that breaks one is not stored. */
export function describeRules({ create, rowsOf, good }: DraftCalls): void {
  describe("Meta's rules", () => {
    test.each<[string, Json, RegExp]>([
      ['name with capitals', { elementName: 'Made' }, /lower-case letters/],
      ['name with blanks', { elementName: 'made here' }, /lower-case letters/],
      ['name too long', { elementName: 'x'.repeat(513) }, /1 to 512/],
      ['language', { language: 'xx' }, /no language code/],
      ['category', { category: 'NEWS' }, /category/i],
      ['empty body', { body: '  ' }, /must have a text/],
      ['long body', { body: `x${'y'.repeat(1024)}`, customParams: [] }, /at most 1024/],
      ['gap in numbers', { body: 'Hello {{1}}, {{3}} it is.', customParams: params('1', '3') }, /without gaps/],
      ['mixed variables', { body: 'Hello {{1}}, {{day}} it is.', customParams: params('1', 'day') }, /mixes/],
      ['capital variable', { body: 'Hello {{Name}} there.', customParams: params('Name') }, /lower-case letters/],
      ['broken variable', { body: 'Hello {{first name}} there.' }, /broken variable/],
      ['variable first', { body: '{{name}}, hello to you.' }, /begin or end/],
      ['variable last', { body: 'Hello to {{name}}' }, /begin or end/],
      ['variables side by side', { body: 'Hello {{name}} {{day}} there.' }, /side by side/],
      ['too many variables', { body: '- {{name}}, {{day}} -' }, /too many variables/],
      ['no sample', { customParams: [{ paramName: 'name', paramValue: 'Mei' }] }, /sample value for the variable day/],
      ['long header', { header: { type: 'text', text: 'x'.repeat(61) } }, /at most 60/],
      ['two header variables', { header: { type: 'text', text: '{{name}} or {{day}}' } }, /one variable at most/],
      ['emoji header', { header: { type: 'text', text: 'Tea 🍵' } }, /emoji/],
      ['empty header', { header: { type: 'text' } }, /header must have a text/],
      ['unknown header', { header: { type: 'song' } }, /formats/],
      ['header of an inherited name', { header: { type: '__proto__' } }, /formats/],
      ['media without sample', { header: { type: 'image' } }, /sample file/],
      ['long footer', { footer: 'x'.repeat(61) }, /at most 60/],
      ['footer variable', { footer: 'For {{name}}' }, /must not have variables/],
      ['eleven buttons', { buttons: Array.from({ length: 11 }, (_, at) => reply(`r${at}`)) }, /at most 10/],
      ['three links', { buttons: ['a', 'b', 'c'].map((to) => link(`https://t.example.com/${to}`)) }, /kind URL/],
      ['split replies', { buttons: [reply('a'), link('https://t.example.com'), reply('b')] }, /together/],
      ['button without text', { buttons: [{ type: 'quick_reply', parameter: {} }] }, /must have a text/],
      ['long button', { buttons: [reply('x'.repeat(26))] }, /at most 25/],
      ['unknown button', { buttons: [{ type: 'song', parameter: { text: 'a' } }] }, /unknown kind/],
      ['otp elsewhere', { buttons: [{ type: 'otp', parameter: { text: 'a' } }] }, /Only authentication/],
      ['bad link', { buttons: [link('t.example.com')] }, /absolute http/],
      ['link variable inside', { buttons: [link('https://t.example.com/{{name}}/x')] }, /at the end/],
      ['link without sample', { buttons: [link('https://t.example.com/{{code}}')] }, /sample value/],
      [
        'bad phone',
        { buttons: [{ type: 'phone_number', parameter: { text: 'Call', phoneNumber: 'x' } }] },
        /country code/,
      ],
      ['no offer code', { buttons: [{ type: 'copy_code', parameter: {} }] }, /sample code/],
      ['one card', marketing({ carouselCards: [card()] }), /2 to 10 cards/],
      ['eleven cards', marketing({ carouselCards: Array.from({ length: 11 }, () => card()) }), /2 to 10 cards/],
      [
        'cards of two shapes',
        marketing({ carouselCards: [card(), card({ buttons: [link('https://t.example.com')] })] }),
        /differs/,
      ],
      ['card without media', marketing({ carouselCards: [card(), card({ header: null })] }), /image or a video/],
      ['carousel with footer', marketing({ footer: 'x', carouselCards: [card(), card()] }), /only a body/],
      ['offer that is no marketing', { limitedTimeOffer: { text: 'Soon' } }, /MARKETING/],
      ['offer with footer', marketing({ footer: 'x', limitedTimeOffer: { text: 'Soon' } }), /footer/],
      ['offer with long text', marketing({ limitedTimeOffer: { text: 'x'.repeat(17) } }), /1 to 16/],
      [
        'offer with long body',
        marketing({ limitedTimeOffer: { text: 'Soon' }, body: 'x'.repeat(601), customParams: [] }),
        /at most 600/,
      ],
      ['code that lives too long', auth({ expiresIn: 91 }), /1 to 90/],
      ['authentication with a header', auth({ header: { type: 'text', text: 'x' } }), /HEADER/],
      [
        'authentication with two buttons',
        auth({ buttons: [{ type: 'otp', parameter: {} }, reply('b')] }),
        /one one-time/,
      ],
    ])('%s', async (_what, rest, sentence) => {
      const before = (await rowsOf('')).length;
      const { status, body } = await create(good(rest));
      expect({ status, ok: body.ok ?? false }).toEqual({ status: 400, ok: false });
      expect(body.message).toMatch(sentence);
      expect(await rowsOf('')).toHaveLength(before);
    });
  });
}

const params = (...names: string[]) => names.map((name) => ({ paramName: name, paramValue: `some ${name}` }));
const auth = (rest: Json): Json => ({ category: 'AUTHENTICATION', body: 'x', customParams: [], ...rest });
const marketing = (rest: Json): Json => ({ category: 'MARKETING', ...rest });
