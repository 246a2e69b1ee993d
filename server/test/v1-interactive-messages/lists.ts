import { describe, expect, test } from 'vitest';
import { type ChoiceCalls, customer, listPath, slots } from './lab.ts';

/** Lists, and a choice that comes back. */
export function describeLists({ parley, send, historyOf }: ChoiceCalls): void {
  describe('sendInteractiveListMessage', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `Row ${index}` }));

    test.each([
      ['no button', { buttonText: null }, /button of the list/],
      ['a long button', { buttonText: 'x'.repeat(21) }, /20 characters/],
      ['no sections', { sections: null }, /sections/],
      ['a section without rows', { sections: [{ title: 'A', rows: [] }] }, /needs a row/],
      [
        'eleven rows',
        {
          sections: [
            { title: 'A', rows: rows(6) },
            { title: 'B', rows: rows(5) },
          ],
        },
        /at most 10 rows/,
      ],
      [
        'a section without its title',
        { sections: [{ rows: rows(1) }, { title: 'B', rows: rows(1) }] },
        /needs a title/,
      ],
      ['a long section title', { sections: [{ title: 'x'.repeat(25), rows: rows(1) }] }, /24 characters/],
      ['a long row', { sections: [{ rows: [{ title: 'x'.repeat(25) }] }] }, /24 characters/],
      ['a long description', { sections: [{ rows: [{ title: 'A', description: 'x'.repeat(73) }] }] }, /72 characters/],
      ['a long header', { header: 'x'.repeat(61) }, /60 characters/],
    ])('refuses a list with %s', async (_case, change, info) => {
      const answer = await send(listPath, { ...slots, ...change });
      expect(answer).toMatchObject({ status: 400, body: { result: false, info: expect.stringMatching(info) } });
    });

    test('a choice comes back in the history and the webhook', async () => {
      const receiver = await parley().subscribe(['message']);
      await send(listPath, slots);
      await parley().settle();
      const reply = { id: 'sat-10', title: '10:00', description: 'With Ana' };
      await parley().simulator.write(customer, {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: reply },
      });
      expect((await historyOf()).slice(0, 2)).toMatchObject([
        { type: 'interactive', text: '10:00', owner: false, listReply: reply },
        { type: 'interactive', text: 'Pick a slot', statusString: 'REPLIED' },
      ]);
      expect(receiver.received.at(-1)?.body).toMatchObject({ type: 'interactive', text: '10:00', listReply: reply });
    });
  });
}
