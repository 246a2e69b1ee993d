import { describe, expect, test } from 'vitest';
import { makeToken } from '../../src/modules/accounts/index.ts';
import { createDraft, emptyPlan } from '../../src/modules/campaigns/index.ts';
import { createSegment, keepAttribute } from '../../src/modules/contacts/index.ts';
import { createTag } from '../../src/modules/conversations/index.ts';
import { createQuickReply, createView, setFavourite, updateView } from '../../src/modules/inbox/index.ts';
import { createStage } from '../../src/modules/sales/index.ts';
import { rowsOf } from '../intake-lab.ts';
import { otherTenantId, type WorkspaceLab } from './lab.ts';

type Deps = Pick<WorkspaceLab['parley'], 'db' | 'clock'>;

interface Limited {
  readonly table: string;
  readonly limit: number;
  /** What fills all places but one: columns and their values, with `n` as the number of the row. */
  readonly columns: string;
  readonly values: string;
  readonly make: (deps: Deps, n: number) => Promise<unknown>;
}

const ctx = { tenantId: otherTenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
const anyone = { scopes: 'all', operatorId: undefined, tokenId: undefined } as const;
const everybody = {
  description: undefined,
  kind: 'dynamic',
  groups: [[{ name: 'name', operator: 'exist', value: '' }]],
  contactIds: undefined,
} as const;
const limited: readonly Limited[] = [
  {
    table: 'quick_replies',
    limit: 500,
    columns: 'id, shortcut, text, created_at, updated_at',
    values: "n, 'old' || n, 'x', now(), now()",
    make: (deps, n) => createQuickReply(deps, ctx, { shortcut: `new${n}`, text: 'x', mediaId: undefined }),
  },
  {
    table: 'inbox_views',
    limit: 100,
    columns: 'id, operator_id, name, is_shared, filter, created_at, updated_at',
    values: "n, 'me', 'old', false, '{}', now(), now()",
    make: (deps) => createView(deps, ctx, 'me', { name: 'new', isShared: false, filter: {} }),
  },
  {
    table: 'inbox_favourites',
    limit: 1_000,
    columns: 'conversation_id, operator_id, added_at',
    values: "'gone' || n, 'me', now()",
    make: (deps, n) => setFavourite(deps, ctx, { conversationId: `chat${n}`, operatorId: 'me', isFavourite: true }),
  },
  {
    table: 'lead_stages',
    limit: 100,
    columns: 'id, label, sort_order, kind, created_at, updated_at',
    values: "n, 'old' || n, n, 'open', now(), now()",
    make: (deps, n) => createStage(deps, ctx, { label: `new ${n}` }),
  },
  {
    table: 'tags',
    limit: 1_000,
    columns: 'id, name, name_key, created_at',
    values: "n, 'old' || n, 'old' || n, now()",
    make: (deps, n) => createTag(deps, ctx, `new ${n}`),
  },
  {
    table: 'segments',
    limit: 1_000,
    columns: 'id, name, kind, created_at, updated_at',
    values: "n, 'old' || n, 'static', now(), now()",
    make: (deps, n) => createSegment(deps, ctx, { ...everybody, name: `new ${n}` }),
  },
  {
    table: 'kept_attributes',
    limit: 1_000,
    columns: 'name, created_at, updated_at',
    values: "'old' || n, now(), now()",
    make: (deps, n) => keepAttribute(deps, ctx, { name: `new${n}`, description: null }),
  },
  {
    table: 'api_tokens',
    limit: 100,
    columns: 'id, name, token_hash, created_at',
    values: "'old' || n, 'old', 'old' || n, now()",
    make: (deps, n) => makeToken(deps, ctx, anyone, { name: `new ${n}`, scopes: null, expiresAt: null }),
  },
  {
    table: 'campaign_drafts',
    limit: 200,
    columns: 'id, name, operator_id, plan, created_at, updated_at',
    values: "n, 'old', '', '{}', now(), now()",
    make: (deps, n) => createDraft(deps, ctx, { name: `new ${n}`, plan: emptyPlan }),
  },
];

/** The last free place goes to one, however many ask for it at the same moment. */
export function describeLimitsAtOnce(lab: WorkspaceLab): void {
  const rows = (text: string, values: readonly unknown[] = []) => rowsOf(lab.parley, text, values);
  const six = [0, 1, 2, 3, 4, 5];

  describe('the last free place', () => {
    test.each(limited)('of $table goes to one of six who ask at once', async (kind) => {
      const { db, clock } = lab.parley;
      const { table, limit, columns, values, make } = kind;
      for (const n of six) {
        await rows(
          `insert into conversations (tenant_id, id, contact_id, channel_id, status, created_at, updated_at)
           select $1, $2, $2, 'none', 'open', now(), now() on conflict do nothing`,
          [otherTenantId, `chat${n}`],
        );
      }
      await rows(
        `insert into ${table} (tenant_id, ${columns}) select $1, ${values}
         from generate_series(1, ${limit - 1} - (select count(*)::integer from ${table} where tenant_id = $1)) as n`,
        [otherTenantId],
      );
      const answers = await Promise.allSettled(six.map((n) => make({ db, clock }, n)));
      const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.reason] : []));
      expect(reasons).toHaveLength(5);
      expect(new Set(reasons).size).toBe(1);
      expect(reasons[0]).toMatch(/limit_reached$/);
      expect(await rows(`select count(*)::integer as n from ${table} where tenant_id = $1`, [otherTenantId])).toEqual([
        { n: limit },
      ]);
      await rows(`delete from ${table} where tenant_id = $1`, [otherTenantId]);
    });

    test('among the shared views is none for one that is shared later', async () => {
      const deps = { db: lab.parley.db, clock: lab.parley.clock };
      const own = { name: 'mine', isShared: false, filter: {} };
      const { id } = await createView(deps, ctx, 'me', own);
      await rows(
        `insert into inbox_views (tenant_id, id, operator_id, name, is_shared, filter, created_at, updated_at)
         select $1, n, 'they', 'old', true, '{}', now(), now() from generate_series(1, 100) as n`,
        [otherTenantId],
      );
      const share = () => updateView(deps, ctx, { id, operatorId: 'me' }, { ...own, isShared: true });
      await expect(share()).rejects.toMatchObject({ reason: 'view.limit_reached' });
      await rows(`delete from inbox_views where tenant_id = $1 and id = '1'`, [otherTenantId]);
      expect(await share()).toMatchObject({ isShared: true });
      await rows('delete from inbox_views where tenant_id = $1', [otherTenantId]);
    });
  });
}
