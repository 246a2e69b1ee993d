import { expect, test } from 'vitest';
import { hoursOf, knownUntil } from '../../web/src/inbox/hours-of.ts';

const at = (time: string): string => `2026-11-26T${time}:00.000Z`;
const nowMs = Date.parse(at('12:00'));
const hours = {
  workspace: { isOpen: true, changesAt: at('17:00') },
  teams: [
    { teamId: 'early', isOpen: false, changesAt: at('18:00') },
    { teamId: 'late', isOpen: false, changesAt: at('20:00') },
    { teamId: 'never', isOpen: false, changesAt: null },
  ],
};

test.each([
  ['without a team, by the workspace', [], true, null],
  ['in a team without hours of its own, by the workspace', ['other'], true, null],
  ['in a closed team, until it opens', ['early'], false, at('18:00')],
  ['in two closed teams, until the first opens', ['late', 'early', 'never'], false, at('18:00')],
  ['in a team that never opens, for good', ['never'], false, null],
  ['in an open and a closed team, not at all', ['late', 'other'], true, null],
])('a chat %s', (_, teamIds, isOpen, opensAt) => {
  expect(hoursOf(teamIds, hours, nowMs)).toEqual({ isOpen, opensAt });
});

test('what is known turns over at its moment, and is to be read anew then', () => {
  expect(knownUntil(hours)).toBe(Date.parse(at('17:00')));
  expect(hoursOf([], hours, Date.parse(at('17:00')))).toEqual({ isOpen: false, opensAt: null });
  expect(hoursOf(['early'], hours, Date.parse(at('18:30')))).toEqual({ isOpen: true, opensAt: null });
  expect(knownUntil({ workspace: { isOpen: true, changesAt: null }, teams: [] })).toBe(Infinity);
});
