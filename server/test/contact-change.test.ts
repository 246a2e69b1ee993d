import { describe, expect, test } from 'vitest';
import { toCsvLine } from '../src/http/csv/write-csv.ts';
import { guessColumns, type ImportMapping, readRow } from '../src/modules/contact-jobs/import-mapping.ts';
import { applyChange, diffContacts, hasValues, revertChange } from '../src/modules/contacts/index.ts';

const ada = {
  name: 'Ada',
  attributes: { city: 'Bonn', plan: 'gold' } as Record<string, string>,
  allowBroadcast: true,
  optedIn: false,
  allowSms: true,
  teamIds: ['support'],
};
const change = {
  setAttributes: { city: 'Ulm', wave: '1' },
  removeAttributes: ['plan'],
  optedIn: true,
  addTeamIds: ['sales', 'support'],
};

describe('a change of a contact', () => {
  const after = applyChange(ada, change);
  const diff = diffContacts(ada, after) ?? { before: {}, after: {} };

  test('touches what it names, and tells what it touched', () => {
    expect(after).toEqual({
      ...ada,
      attributes: { city: 'Ulm', wave: '1' },
      optedIn: true,
      teamIds: ['support', 'sales'],
    });
    expect(diff.before).toEqual({
      attributes: { city: 'Bonn', plan: 'gold', wave: null },
      optedIn: false,
      teamIds: ['support'],
    });
    expect(diffContacts(after, applyChange(after, change))).toBeUndefined();
  });

  test('is taken back whole, or but for what somebody changed since', () => {
    expect(revertChange(after, diff)).toEqual({ contact: ada, isWhole: true });
    const since = applyChange(after, { setAttributes: { city: 'Kiel' }, removeTeamIds: ['support'], name: 'Ada L.' });
    expect(revertChange(since, diff)).toEqual({
      contact: { ...ada, name: 'Ada L.', attributes: { city: 'Kiel', plan: 'gold' }, teamIds: ['sales'] },
      isWhole: false,
    });
  });
});

test('an attribute may be called like what every object inherits', () => {
  const after = applyChange(ada, { setAttributes: { constructor: 'Lego' } });
  const diff = diffContacts(ada, after);
  expect(diff).toEqual({
    before: { attributes: { constructor: null } },
    after: { attributes: { constructor: 'Lego' } },
  });
  expect(revertChange(after, diff ?? { before: {}, after: {} })).toEqual({ contact: ada, isWhole: true });
  expect([hasValues(ada, { attributes: { constructor: null } }), hasValues(after, diff?.after ?? {})]).toEqual([
    true,
    true,
  ]);
});

describe('another name for an attribute', () => {
  const rename = (whenBoth?: 'renamed' | 'existing') =>
    applyChange(ada, { renameAttribute: { from: 'city', to: 'plan', whenBoth } }).attributes;

  test('takes the value along, and leaves alone who lacks it', () => {
    const to = (from: string) => applyChange(ada, { renameAttribute: { from, to: 'town' } }).attributes;
    expect([to('city'), to('constructor')]).toEqual([{ plan: 'gold', town: 'Bonn' }, ada.attributes]);
  });

  test('that is there already keeps the value that is said, and without a word nothing changes', () => {
    expect([rename('renamed'), rename('existing'), rename()]).toEqual([
      { plan: 'Bonn' },
      { plan: 'gold' },
      ada.attributes,
    ]);
  });
});

describe('the columns of a file', () => {
  test('are guessed from their headers, the first that fits', () => {
    expect(
      guessColumns(['WhatsApp Number', 'Full name', 'Phone', 'Opt-in', 'City', ' ']).map(({ kind }) => kind),
    ).toEqual(['phone', 'name', 'attribute', 'optedIn', 'attribute', 'ignore']);
  });

  const mapping: ImportMapping = {
    columns: [{ kind: 'phone' }, { kind: 'name' }, { kind: 'attribute', name: 'city' }, { kind: 'allowBroadcast' }],
    existing: 'update',
    emptyRemoves: true,
  };

  test('make a change of each row, or say what is wrong with it', () => {
    expect(readRow(['+49 (151) 123-4567', '', "'=SUM(1)", 'Nein'], mapping)).toEqual({
      waId: '491511234567',
      change: {
        name: undefined,
        allowBroadcast: false,
        setAttributes: { city: '=SUM(1)' },
        removeAttributes: [],
        addTeamIds: undefined,
      },
    });
    expect(readRow(['491511234567'], mapping)).toMatchObject({ change: { removeAttributes: ['city'] } });
    expect(readRow(['', 'Ada'], mapping)).toEqual({ problem: 'The number is missing.' });
    expect(readRow(['0151 1234567'], mapping)).toMatchObject({ problem: expect.stringContaining('country code') });
    expect(readRow(['491511234567', 'A', 'B', 'perhaps'], mapping)).toEqual({
      problem: '"perhaps" is neither yes nor no.',
    });
    expect(readRow(['491511234567', 'A'.repeat(600)], mapping)).toMatchObject({
      problem: expect.stringContaining('512'),
    });
  });

  test('leave Parley so that no spreadsheet runs them', () => {
    expect(toCsvLine(['=1+1', '+49', '-1', '@x', 'a "b", c', 'two\nlines', 'Köln'])).toBe(
      `'=1+1,'+49,'-1,'@x,"a ""b"", c","two\nlines",Köln\r\n`,
    );
  });
});
