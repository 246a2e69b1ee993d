import type { Transaction } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { findContactIds } from '../contacts/index.ts';
import type { InboxDeps } from './list-inbox.ts';

/** Chats that a search answers, contacts and messages that it looks at. */
const matchLimit = 1_000;
/** The newest messages are searched letter by letter. */
const newestMessages = 1_000;
/** Words of a search. */
const wordLimit = 8;

// A word that stands in a great many messages is looked for in some of them: a search must not read all of a busy workspace.
const boundIndexStatement = systemStatement('inbox.bound-search', 'set local gin_fuzzy_search_limit = 3000');

const ofContactsStatement = tenantStatement<{ id: string }>(
  'inbox.conversations-of-contacts',
  `select v.id from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.id from conversations x where x.tenant_id = $1 and x.contact_id = wanted.id limit 100) v`,
);

const byWordsStatement = tenantStatement<{ id: string }>(
  'inbox.search-words',
  `select distinct f.conversation_id as id from (
     select m.conversation_id from messages m
     where m.tenant_id || '' = $1 and m.kind <> 'template' and m.text is not null
       and parley_message_words(m.tenant_id, m.text) @@ to_tsquery('simple'::regconfig, $2)
     order by m.id desc limit ${matchLimit}) f`,
);

const newestStatement = tenantStatement<{ id: string }>(
  'inbox.search-newest',
  `select distinct f.conversation_id as id from (
     select m.conversation_id, m.text from messages m where m.tenant_id = $1 order by m.id desc limit ${newestMessages}) f
   where position(lower($2) in lower(f.text)) > 0`,
);

/** The ids of chats whose contact's name or number holds the text, or in which somebody wrote its words. At most 1,000 of each. */
export async function searchInbox(deps: InboxDeps, ctx: Context, search: string): Promise<string[]> {
  const text = search.trim();
  if (text === '') return [];
  const found = await deps.db.transaction(async (tx) => {
    await tx.system(boundIndexStatement);
    return [...(await findByContact(tx, ctx, text)), ...(await findByText(tx, ctx, text))];
  });
  return [...new Set(found)];
}

async function findByContact(tx: Transaction, ctx: Context, text: string): Promise<string[]> {
  const contactIds = await findContactIds(tx, ctx, text, matchLimit);
  if (contactIds.length === 0) return [];
  const rows = await tx.tenant(ctx.tenantId, ofContactsStatement, [contactIds]);
  return rows.map((row) => row.id);
}

async function findByText(tx: Transaction, { tenantId }: Context, text: string): Promise<string[]> {
  const query = toQuery(tenantId, text);
  const [byWords, newest] = [
    query === undefined ? [] : await tx.tenant(tenantId, byWordsStatement, [query]),
    await tx.tenant(tenantId, newestStatement, [text]),
  ];
  return [...byWords, ...newest].map((row) => row.id);
}

/**
 * The query of full text search for words that begin so: the database knows upper and lower case of plain letters alone, so
 * those of other scripts are asked for in both. Undefined when there is no word in it.
 */
export function toQuery(tenantId: string, text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, wordLimit) ?? [];
  if (words.length === 0) return undefined;
  const each = words.map((word) => {
    const lower = word.toLowerCase();
    const forms = new Set([word, lower, lower.charAt(0).toUpperCase() + lower.slice(1), word.toUpperCase()]);
    const plain = /^[a-z0-9]*$/i.test(word) ? [lower] : [...forms];
    return `(${plain.map((form) => `${form}:*`).join(' | ')})`;
  });
  return `tenant${tenantId}x & ${each.join(' & ')}`;
}
