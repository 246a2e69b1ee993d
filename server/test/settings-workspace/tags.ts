import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { createGate } from '../outgoing-lab.ts';
import type { WorkspaceLab } from './lab.ts';

/** A tag goes off all chats, also off those that are just being given it. */
export function describeTags(lab: WorkspaceLab): void {
  describe('a tag', () => {
    test('is put on no chat while it is taken off all of them', async () => {
      const { parley } = lab;
      const waId = '447700900777';
      await parley.simulator.writeText(waId, 'hello');
      await parley.settle();
      const tag = await lab.settings('POST', '/tags', { name: 'Going' });
      const [isLocked, mayGo] = [createGate(), createGate()];
      // As the deletion of a tag begins and ends.
      const deletion = parley.db.transaction(async (tx) => {
        await tx.system(systemStatement('', 'select id from tags where id = $1 for update'), [tag.body.id]);
        isLocked.open();
        await mayGo.opened;
        await tx.system(systemStatement('', 'delete from tags where id = $1'), [tag.body.id]);
      });
      await isLocked.opened;
      let isAnswered = false;
      const adding = parley
        .api('POST', `/api/ext/v3/conversations/${waId}/tags`, { json: { tag_name: 'Going' } })
        .finally(() => {
          isAnswered = true;
        });
      const waits = async () => (await parley.db.system(waitingStatement))[0]?.waiting ?? 0;
      await expect.poll(async () => isAnswered || (await waits()) > 0).toBe(true);
      mayGo.open();
      await deletion;
      expect((await adding).status).toBe(404);
      expect(await parley.db.system(borneStatement, [tag.body.id])).toEqual([]);
    });
  });
}

const waitingStatement = systemStatement<{ waiting: number }>(
  '',
  `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
);
const borneStatement = systemStatement('', 'select conversation_id from conversation_tags where tag_id = $1');
