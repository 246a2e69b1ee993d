import { describe, expect, test } from 'vitest';
import type { Contact } from '../src/modules/contacts/index.ts';
import { partAddresses, partFacts } from '../src/modules/contacts/part-contacts.ts';

const at = new Date('2026-11-01T00:00:00Z');
const base: Contact = {
  tenantId: '1',
  id: 'a',
  waId: '1555',
  bsuid: null,
  parentBsuid: null,
  username: null,
  name: null,
  profileName: null,
  source: null,
  attributes: {},
  optedIn: false,
  allowBroadcast: true,
  allowSms: true,
  teamIds: [],
  blockedAt: null,
  createdAt: at,
  updatedAt: at,
};
const part = (now: Partial<Contact>, before: Partial<Contact>, loser: Partial<Contact>) =>
  partFacts({ ...base, ...now }, { before: { ...base, ...before }, loser: { ...base, id: 'b', ...loser } });

describe('who has which address again', () => {
  const none = { waId: null, bsuid: null };
  test.each([
    ['each its own', ['n', 'b'], ['n', null], [null, 'b'], ['n', null], [null, 'b']],
    [
      'what is new stays with who kept the number',
      ['n2', 'new'],
      ['n2', null],
      ['n1', 'b1'],
      ['n2', 'new'],
      ['n1', 'b1'],
    ],
    [
      'what is new goes with the number that is in use',
      ['n2', 'new'],
      ['n1', 'b1'],
      ['n2', null],
      ['n1', 'b1'],
      ['n2', 'new'],
    ],
    ['a number that neither had stays', ['n3', 'b'], ['n1', 'b'], ['n2', null], ['n3', 'b'], ['n2', null]],
  ])('%s', (_what, now, before, loser, mine, theirs) => {
    const to = ([waId = null, bsuid = null]: (string | null)[]) => ({ ...none, waId, bsuid });
    expect(partAddresses(to(now), to(before), to(loser))).toEqual({ survivor: to(mine), loser: to(theirs) });
  });
});

describe('what goes back', () => {
  test('is what the other one brought, unless it was changed since', () => {
    const now = { name: 'Bo', profileName: 'New', attributes: { a: '1', b: '2', c: 'changed' }, teamIds: ['x', 'y'] };
    const { survivor, loser } = part(
      now,
      { attributes: { a: '1' }, teamIds: ['x'] },
      { name: 'Bo', profileName: 'Old', attributes: { b: '2', c: '3' }, teamIds: ['y'] },
    );
    expect(survivor).toMatchObject({
      name: null,
      profileName: 'New',
      attributes: { a: '1', c: 'changed' },
      teamIds: ['x'],
    });
    expect(loser).toMatchObject({ name: 'Bo', attributes: { b: '2', c: '3' }, teamIds: ['y'] });
  });

  test('is a refusal too; one that came since holds for both', () => {
    const back = part({ allowBroadcast: false }, {}, { allowBroadcast: false });
    expect([back.survivor.allowBroadcast, back.loser.allowBroadcast]).toEqual([true, false]);
    const since = part({ allowBroadcast: false, blockedAt: at }, {}, {});
    expect([since.survivor.allowBroadcast, since.loser.allowBroadcast]).toEqual([false, false]);
    expect([since.survivor.blockedAt, since.loser.blockedAt]).toEqual([at, at]);
    const mine = part({ allowBroadcast: false }, { allowBroadcast: false }, {});
    expect([mine.survivor.allowBroadcast, mine.loser.allowBroadcast]).toEqual([false, true]);
    const blocked = part({ blockedAt: at }, {}, { blockedAt: at });
    expect([blocked.survivor.blockedAt, blocked.loser.blockedAt]).toEqual([null, at]);
    const unblocked = part({ blockedAt: null }, { blockedAt: at }, { blockedAt: at });
    expect([unblocked.survivor.blockedAt, unblocked.loser.blockedAt]).toEqual([null, null]);
    expect(part({ optedIn: true }, {}, { optedIn: true }).survivor.optedIn).toBe(false);
  });
});
