import { describe, expect, test } from 'vitest';
import { checkDraft, type TemplateContent } from '../src/modules/templates/index.ts';

// What it answers over HTTP stands in template-pages.
describe('the check', () => {
  const plain: TemplateContent = {
    header: undefined,
    body: 'Hello {{name}}, your order is on its way to you.',
    footer: 'Reply STOP to end',
    buttons: [],
    cards: [],
    offer: undefined,
    expiryMinutes: undefined,
    securityAdvice: false,
    samples: [{ name: 'name', value: 'Mei' }],
  };
  const noButton = {
    text: undefined,
    url: undefined,
    urlParameter: undefined,
    phoneNumber: undefined,
    offerCode: undefined,
    flowId: undefined,
    flowAction: undefined,
    navigateScreen: undefined,
  };
  const check = (rest: Partial<TemplateContent>, category = 'UTILITY', name = 'fine', language = 'en') =>
    checkDraft({ name, language, category, content: { ...plain, ...rest } }).problems.map(
      ({ field, rule, severity }) => `${severity} ${field} ${rule}`,
    );

  test('finds every error at its field at once', () => {
    const reply = { ...noButton, kind: 'quick_reply' };
    expect(
      check(
        {
          header: { format: 'IMAGE', text: undefined, sample: undefined, parameter: undefined },
          body: '{{name}} hello {{other}}',
          footer: 'x'.repeat(61),
          buttons: [reply, { ...noButton, kind: 'url', text: 'Go', url: 'nowhere' }],
        },
        'UTILITY',
        'No!',
        'xx',
      ),
    ).toEqual([
      'error name name',
      'error language language',
      'error header header.sample',
      'error body variables.sample',
      'error footer footer.length',
      'error buttons.0 buttons.text',
      'error buttons.1 buttons.url',
    ]);
    const buttons = [1, 2, 3].map((n) => ({ ...noButton, kind: 'url', text: `${n}`, url: 'https://a.example' }));
    expect(check({ buttons })).toEqual(['error buttons buttons.kind_count']);
    expect(check({ expiryMinutes: 91 }, 'AUTHENTICATION')).toEqual(['error expiryMinutes authentication.expiry']);
    expect(check({}, 'NEWS')).toEqual(['error category category']);
  });

  test.each([
    [{ body: 'Hi {{name}}.' }, 'UTILITY', ['body lint.few_words', 'body lint.edge']],
    [{ body: 'A 20% off deal for {{name}} this week' }, 'UTILITY', ['body lint.promotion']],
    [{ body: 'Dear {{name}}, reply with your card number please' }, 'UTILITY', ['body lint.secret']],
    [{ body: 'Dear {{name}}, see it at bit.ly/abc today' }, 'UTILITY', ['body lint.shortener']],
    [{ body: 'This is a test template for {{name}} to see' }, 'UTILITY', ['body lint.trial']],
    [{ body: 'HELLO {{name}}, LOOK AT THIS NEW LAMP' }, 'UTILITY', ['body lint.shouting']],
    [{ body: 'Hello {{name}},\n\n\nwelcome to the shop' }, 'UTILITY', ['body lint.blank_lines']],
    [{ footer: undefined }, 'MARKETING', ['footer lint.opt_out']],
    [{ samples: [{ name: 'name', value: 'sample' }] }, 'UTILITY', ['samples lint.vague_sample']],
    [
      { buttons: [{ ...noButton, kind: 'url', text: 'Go', url: 'https://wa.me/49151' }] },
      'UTILITY',
      ['buttons.0 lint.shortener'],
    ],
    [{}, 'UTILITY', []],
  ])('foretells what reviewers refuse: %j', (rest, category, expected) => {
    expect(check(rest, category)).toEqual(expected.map((entry) => `warning ${entry}`));
  });
});
