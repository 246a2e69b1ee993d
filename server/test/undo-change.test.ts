import { expect, test } from 'vitest';
import { toUndo, whatChanges, whatWasDone } from '../../web/src/contacts/undo-change.ts';

const before = {
  id: '1',
  name: 'Mia',
  attributes: { city: 'Bonn', plan: 'gold' },
  allowBroadcast: true,
  optedIn: false,
  teamIds: ['a'],
};

test.each([
  [{ name: ' Mio ' }, { name: 'Mia', ifStill: { name: 'Mio' } }, 'the name'],
  [{ name: '' }, { name: 'Mia', ifStill: { name: null } }, 'the name'],
  [
    { setAttributes: { city: 'Ulm', wave: '1' } },
    {
      setAttributes: { city: 'Bonn' },
      removeAttributes: ['wave'],
      ifStill: { attributes: { city: 'Ulm', wave: '1' } },
    },
    'city, wave',
  ],
  [
    { removeAttributes: ['plan'] },
    { setAttributes: { plan: 'gold' }, ifStill: { attributes: { plan: null } } },
    'plan',
  ],
  [{ allowBroadcast: false }, { allowBroadcast: true, ifStill: { allowBroadcast: false } }, 'the consent to campaigns'],
  [{ optedIn: true }, { optedIn: false, ifStill: { optedIn: true } }, 'the opt-in'],
  [{ teamIds: ['a', 'b'] }, { teamIds: ['a'], ifStill: { teamIds: ['a', 'b'] } }, 'the teams'],
])('%o is taken back by the values as they were, while those of the change hold', (change, undo, what) => {
  expect(toUndo(before, change)).toEqual(undo);
  expect(whatChanges(change)).toBe(what);
});

test('a block is taken back where it is known that there was none', () => {
  const undo = { blocked: false, ifStill: { blocked: true } };
  expect(toUndo({ ...before, isBlocked: false }, { blocked: true })).toEqual(undo);
  expect([true, false].map((blocked) => whatWasDone({ blocked }))).toEqual([
    'Blocked: nothing is sent to this contact.',
    'No longer blocked.',
  ]);
});

test('what changes nothing, or cannot be taken back here, offers no undo', () => {
  for (const change of [{ name: 'Mia' }, { setAttributes: { city: 'Bonn' } }, { optedIn: false }, { blocked: true }]) {
    expect(toUndo(before, change)).toBeUndefined();
  }
  expect(toUndo({ id: '1', attributes: {} }, { name: 'Mio' })).toBeUndefined();
});
