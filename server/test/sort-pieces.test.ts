import { expect, test } from 'vitest';
import { createClock } from '../src/kernel/clock.ts';
import { readEnvelope } from '../src/meta/payload.ts';
import type { Channel } from '../src/modules/channels/index.ts';
import { type Piece, sortPieces } from '../src/modules/intake/sort-pieces.ts';
import { envelope } from './intake-lab.ts';

function sortStatus(errors: unknown) {
  const status = { id: 'wamid.1', status: 'failed', timestamp: '1795346200', errors };
  const items = readEnvelope(envelope(['11', { statuses: [status] }]));
  const pieces = items.map((item) => ({ item, row: {} }) as unknown as Piece);
  const channel = { id: 'c', tenantId: 't' } as Channel;
  return sortPieces(createClock(), pieces, new Map([['11', channel]])).statuses[0]?.report;
}

test('of several errors of a status the first that has a code counts', () => {
  expect(
    sortStatus([
      { title: 'Trouble' },
      { code: 131049, title: 'Kept back', error_data: { details: 'Too much marketing' } },
      { code: 131026, title: 'Undeliverable' },
    ]),
  ).toMatchObject({ errorCode: 131049, errorDetail: 'Too much marketing' });
  expect(sortStatus([{ title: 'Trouble' }])).toMatchObject({ errorCode: undefined, errorDetail: 'Trouble' });
  expect(sortStatus(null)).toMatchObject({ errorCode: undefined, errorDetail: undefined });
});
