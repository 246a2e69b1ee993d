import { describe, expect, test } from 'vitest';
import { checkInteractive, type InteractiveMessage } from '../src/modules/messages/index.ts';

type Buttons = Extract<InteractiveMessage, { kind: 'buttons' }>;
type List = Extract<InteractiveMessage, { kind: 'list' }>;

const buttons = (change: Partial<Buttons> = {}): InteractiveMessage => ({
  kind: 'buttons',
  body: 'Shall we keep your slot?',
  buttons: [{ title: 'Yes' }, { title: 'No' }],
  ...change,
});
const list = (change: Partial<List> = {}): InteractiveMessage => ({
  kind: 'list',
  body: 'Pick a slot',
  button: 'See slots',
  sections: [{ rows: [{ title: '10:00' }, { title: '11:00' }] }],
  ...change,
});
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `Slot ${index}` }));
const titled = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `Button ${index}` }));
const x = (length: number) => 'x'.repeat(length);
const text = (length: number) => ({ kind: 'text', text: x(length) }) as const;

describe('a message at the limits', () => {
  test.each<[string, InteractiveMessage]>([
    ['body', buttons({ body: x(1024) })],
    ['body of emoji', buttons({ body: '🙂'.repeat(1024) })],
    ['header', buttons({ header: text(60) })],
    ['footer', buttons({ footer: x(60) })],
    ['one button', buttons({ buttons: titled(1) })],
    ['three buttons', buttons({ buttons: titled(3) })],
    ['button title and id', buttons({ buttons: [{ title: x(20), id: x(256) }] })],
    ['list body, header, footer', list({ body: x(1024), header: text(60), footer: x(60) })],
    ['list button', list({ button: x(20) })],
    ['ten rows', list({ sections: [{ rows: rows(10) }] })],
    ['ten sections', list({ sections: rows(10).map((row) => ({ title: x(24), rows: [row] })) })],
    ['row', list({ sections: [{ rows: [{ title: x(24), description: x(72), id: x(200) }] }] })],
    ['rows of one title', list({ sections: [{ rows: [{ title: 'Tea' }, { title: 'Tea' }] }] })],
  ])('is taken: %s', (_part, message) => {
    expect(() => checkInteractive(message)).not.toThrow();
  });
});

describe('a message beyond the limits', () => {
  test.each<[InteractiveMessage, string]>([
    [buttons({ body: x(1025) }), 'The body has 1025 characters; WhatsApp takes at most 1024.'],
    [buttons({ body: ' ' }), 'The body is empty.'],
    [buttons({ header: text(61) }), 'The header has 61 characters; WhatsApp takes at most 60.'],
    [buttons({ footer: x(61) }), 'The footer has 61 characters; WhatsApp takes at most 60.'],
    [buttons({ buttons: [] }), 'A message has 1 to 3 buttons, not 0.'],
    [buttons({ buttons: titled(4) }), 'A message has 1 to 3 buttons, not 4.'],
    [buttons({ buttons: [{ title: '' }] }), 'The title of button 1 is empty.'],
    [buttons({ buttons: [{ title: x(21) }] }), 'The title of button 1 has 21 characters; WhatsApp takes at most 20.'],
    [
      buttons({ buttons: [{ title: 'A', id: x(257) }] }),
      'The id of button 1 has 257 characters; WhatsApp takes at most 256.',
    ],
    [
      buttons({
        buttons: [
          { title: 'A', id: '1' },
          { title: 'A', id: '2' },
        ],
      }),
      'The titles of the buttons must differ; "A" is there twice.',
    ],
    [
      buttons({
        buttons: [
          { title: 'A', id: '1' },
          { title: 'B', id: '1' },
        ],
      }),
      'The ids of the buttons must differ; "1" is there twice.',
    ],
    [list({ body: x(1025) }), 'The body has 1025 characters; WhatsApp takes at most 1024.'],
    [list({ button: '' }), 'The button of the list is empty.'],
    [list({ button: x(21) }), 'The button of the list has 21 characters; WhatsApp takes at most 20.'],
    [list({ sections: [] }), 'A list has 1 to 10 sections, not 0.'],
    [list({ sections: rows(11).map((row) => ({ title: 'S', rows: [row] })) }), 'A list has 1 to 10 sections, not 11.'],
    [list({ sections: [{ rows: rows(11) }] }), 'A list has at most 10 rows over all sections, not 11.'],
    [
      list({
        sections: [
          { title: 'A', rows: rows(6) },
          { title: 'B', rows: rows(5) },
        ],
      }),
      'A list has at most 10 rows over all sections, not 11.',
    ],
    [list({ sections: [{ rows: [] }] }), 'Every section needs a row; section 1 has none.'],
    [
      list({ sections: [{ title: 'A', rows: rows(1) }, { rows: rows(1) }] }),
      'With more than one section each needs a title; section 2 has none.',
    ],
    [
      list({ sections: [{ title: x(25), rows: rows(1) }] }),
      'The title of section 1 has 25 characters; WhatsApp takes at most 24.',
    ],
    [list({ sections: [{ rows: [{ title: '' }] }] }), 'The title of row 1 is empty.'],
    [
      list({ sections: [{ rows: [{ title: x(25) }] }] }),
      'The title of row 1 has 25 characters; WhatsApp takes at most 24.',
    ],
    [
      list({ sections: [{ rows: [{ title: 'A', description: x(73) }] }] }),
      'The description of row 1 has 73 characters; WhatsApp takes at most 72.',
    ],
    [
      list({ sections: [{ rows: [{ title: 'A', id: x(201) }] }] }),
      'The id of row 1 has 201 characters; WhatsApp takes at most 200.',
    ],
    [
      list({
        sections: [
          {
            rows: [
              { title: 'A', id: 'r' },
              { title: 'B', id: 'r' },
            ],
          },
        ],
      }),
      'The ids of the rows must differ; "r" is there twice.',
    ],
  ])('says what is wrong (%#)', (message, sentence) => {
    expect(() => checkInteractive(message)).toThrow(
      expect.objectContaining({ reason: 'message.interactive_invalid', message: sentence }),
    );
  });
});
