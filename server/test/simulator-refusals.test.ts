import { describe, expect, test } from 'vitest';
import { describeErrorCode } from '../src/simulator/graph-error-codes.ts';
import { schemaFaults } from './cloud-schemas.ts';
import { readErrorTable } from './meta-contract.ts';
import { number, template, text, useSimulatorLabs } from './simulator-lab.ts';
import { named, positional, promoParts, templates } from './simulator-templates.ts';

const labs = useSimulatorLabs();
const person = '15550142001';

describe('a send that is refused', () => {
  const body = (content: Record<string, unknown>) => ({ messaging_product: 'whatsapp', to: person, ...content });
  const buttons = (...titles: string[]) =>
    body({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'x' },
        action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })) },
      },
    });
  const rows = (count: number, sections = 1) =>
    body({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'x' },
        action: {
          button: 'Open',
          sections: Array.from({ length: sections }, (_, section) => ({
            rows: Array.from({ length: count }, (_, row) => ({ id: `${section}-${row}`, title: 'Row' })),
          })),
        },
      },
    });
  test.each([
    ['no product', { to: person, text: { body: 'x' } }, 400, 100],
    ['no recipient', { messaging_product: 'whatsapp', text: { body: 'x' } }, 400, 100],
    ['letters in to', text('call me'), 400, 131009],
    ['too few digits', text('+123'), 400, 131009],
    ['the number itself', text('15550100001'), 400, 131021],
    [
      'an unknown user id',
      { messaging_product: 'whatsapp', recipient: 'US.nobody1', text: { body: 'x' } },
      400,
      131026,
    ],
    ['a group', text(person, 'x', { recipient_type: 'group' }), 400, 100],
    ['an unknown type', body({ type: 'poll', poll: {} }), 400, 100],
    ['an empty text', text(person, ''), 400, 100],
    ['a text of 4097', text(person, 'x'.repeat(4097)), 400, 100],
    ['callback data of 513', text(person, 'x', { biz_opaque_callback_data: 'x'.repeat(513) }), 400, 100],
    ['media without id and link', body({ type: 'image', image: {} }), 400, 100],
    ['media with both', body({ type: 'image', image: { id: '1', link: 'https://a.example.test/' } }), 400, 100],
    ['an unknown media id', body({ type: 'image', image: { id: '999' } }), 400, 100],
    ['a link that is none', body({ type: 'image', image: { link: 'file:///etc/passwd' } }), 400, 100],
    [
      'a caption on a sticker',
      body({ type: 'sticker', sticker: { link: 'https://a.example.test/', caption: 'x' } }),
      400,
      100,
    ],
    ['four buttons', buttons('1', '2', '3', '4'), 400, 131009],
    ['a long button title', buttons('x'.repeat(21)), 400, 131009],
    ['equal button titles', buttons('same', 'same'), 400, 131009],
    ['eleven rows', rows(11), 400, 131009],
    ['sections without titles', rows(1, 2), 400, 131009],
    ['a section without rows', rows(0), 400, 131009],
    ['a latitude of 91', body({ type: 'location', location: { latitude: 91, longitude: 0 } }), 400, 131009],
    ['no contact cards', body({ type: 'contacts', contacts: [] }), 400, 131009],
    ['a template that is not there', template(person, 'nope'), 404, 132001],
    ['another language', template(person, 'welcome', [], 'nl'), 404, 132001],
    ['a pending template', template(person, 'pending'), 404, 132001],
    ['a paused template', template(person, 'paused'), 400, 132015],
    ['a disabled template', template(person, 'disabled'), 400, 132016],
    [
      'too few parameters',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'N')] }]),
      400,
      132000,
    ],
    [
      'a named template without names',
      template(person, 'welcome', [{ type: 'body', parameters: [positional('a'), positional('b')] }]),
      400,
      132012,
    ],
    [
      'a name that is not in it',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'N'), named('city', 'X')] }]),
      400,
      132012,
    ],
    [
      'names for a positional template',
      template(person, 'promo', [promoParts[0], { type: 'body', parameters: [named('a', 'x'), named('b', 'y')] }]),
      400,
      132012,
    ],
    ['no header image', template(person, 'promo', [promoParts[1], promoParts[2]]), 400, 132012],
    ['no parameter for the link button', template(person, 'promo', promoParts.slice(0, 2)), 400, 131008],
    [
      'a line break in a value',
      template(person, 'welcome', [{ type: 'body', parameters: [named('name', 'a\nb'), named('company', 'x')] }]),
      400,
      132018,
    ],
    [
      'a value that makes it too long',
      template(person, 'welcome', [
        { type: 'body', parameters: [named('name', 'a'.repeat(1020)), named('company', 'x')] },
      ]),
      400,
      132005,
    ],
  ])('%s', async (_what, message, status, code) => {
    const lab = await labs.open({ templates });
    const answer = await lab.send(message);
    expect(answer.body).toMatchObject({ error: { code, fbtrace_id: expect.any(String) } });
    expect(answer.status).toBe(status);
    expect(schemaFaults('ErrorBody', answer.body)).toEqual([]);
    await lab.advance(0);
    expect(lab.received).toEqual([]);
  });

  test('a mismatch tells where and how many', async () => {
    const lab = await labs.open({ templates });
    const answer = await lab.send(template(person, 'welcome', [{ type: 'body', parameters: [] }]));
    expect(answer.body).toMatchObject({
      error: {
        message: '(#132000) Number of parameters does not match the expected number of params',
        type: 'OAuthException',
        error_data: {
          messaging_product: 'whatsapp',
          details: 'body: number of localizable_params (0) does not match the expected number of params (2)',
        },
      },
    });
  });

  test('a body that is not JSON, or no object, is code 100', async () => {
    const lab = await labs.open();
    for (const body of ['{"to":', '[1]']) {
      expect(await lab.graph('POST', `/${number}/messages`, body)).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    }
  });

  test('every code of the contract has its documented HTTP status', () => {
    const wrong = readErrorTable().filter((row) => describeErrorCode(row.code).status !== row.httpStatus);
    expect(wrong).toEqual([]);
  });
});
