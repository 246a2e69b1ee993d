import { describe, expect, test } from 'vitest';
import type { MergingLab } from './lab.ts';

/** A contact follows a new number or user id that Meta tells of. */
export function describeNewAddress(lab: MergingLab): void {
  const { post, text, idOf, system, find, textsOf } = lab;

  describe('a new number or user id', () => {
    test('is followed by the contact; the old number is free for its next owner, the old user id is not', async () => {
      const old = { waId: '447906000030', bsuid: 'GB.Old30' };
      const now = { waId: '447906000031', bsuid: 'GB.New30' };
      await post(text('before', old));
      const id = await idOf(old.waId);
      const change = { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid, previous_user_id: old.bsuid };
      // All in one POST: who writes from the new number is the same person, who writes from the old one is not.
      await post(system(old, change), text('after', now), text('stranger', { waId: old.waId, bsuid: 'GB.Next30' }));
      expect((await find(id)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
      expect(await idOf(old.bsuid)).toBe(id);
      expect(await idOf(now.waId)).toBe(id);
      expect(await textsOf(now.waId)).toEqual(['after', null, 'before']);
      expect(await idOf(old.waId)).not.toBe(id);
      expect(await textsOf(old.waId)).toEqual(['stranger']);
    });

    test('that is a contact already joins the two: the older one stays', async () => {
      const old = { waId: '447906000032', bsuid: 'GB.Old32' };
      const now = { waId: '447906000033', bsuid: 'GB.New33' };
      await post(text('new first', { waId: now.waId }));
      const older = await idOf(now.waId);
      await post(text('old second', old), text('hidden', { bsuid: now.bsuid }));
      const ids = [await idOf(old.waId), await idOf(now.bsuid)];
      await post(system(old, { type: 'user_changed_number', new_wa_id: now.waId, user_id: now.bsuid }));
      for (const target of [now.waId, now.bsuid, old.bsuid, ...ids]) expect(await idOf(target)).toBe(older);
      expect((await find(older)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
      expect((await find(old.waId)).status).toBe(404);
      expect((await textsOf(older)).sort()).toEqual(['hidden', 'new first', null, 'old second'].sort());
    });

    test('of the user id alone keeps the number', async () => {
      const old = { waId: '447906000034', bsuid: 'GB.Old34' };
      await post(text('hello', old));
      const id = await idOf(old.waId);
      await post(
        system(
          { bsuid: old.bsuid },
          { type: 'user_changed_user_id', user_id: 'GB.New34', previous_user_id: old.bsuid },
        ),
      );
      expect((await find(id)).body).toMatchObject({ wa_id: old.waId, bsuid: 'GB.New34' });
      expect(await idOf(old.bsuid)).toBe(id);
    });

    test('is told by a message too: a known number with a new user id keeps its contact, and both user ids lead to it', async () => {
      const waId = '447906000035';
      await post(text('one', { waId, bsuid: 'GB.First35' }));
      const id = await idOf(waId);
      await post(text('two', { waId, bsuid: 'GB.Second35' }));
      await post(text('three', { bsuid: 'GB.Second35' }), text('four', { bsuid: 'GB.First35' }));
      expect((await find(id)).body).toMatchObject({ wa_id: waId, bsuid: 'GB.Second35' });
      expect(await textsOf(id)).toEqual(['four', 'three', 'two', 'one']);
    });

    test('is not applied again when Meta repeats it', async () => {
      const old = { waId: '447906000036', bsuid: 'GB.Old36' };
      await post(text('before', old));
      const message = system(old, { type: 'user_changed_number', wa_id: '447906000037', user_id: 'GB.New37' });
      await post(message);
      await post(text('next owner', { waId: old.waId }));
      const next = await idOf(old.waId);
      await post(message);
      expect(await idOf(old.waId)).toBe(next);
    });
  });
}
