import type { Transaction } from '../../db/database.ts';
import { Overtaken } from '../../db/overtaken.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { findPairsStatement, insertManyStatement, insertOfKnownStatement, lockPairsStatement } from './queries.ts';
import type { Conversation, ConversationStatus } from './types.ts';

export interface ConversationPair {
  readonly tenantId: string;
  readonly contactId: string;
  readonly channelId: string;
}

/**
 * The conversations of these pairs, made where there was none with `statusIfNew`, in the order given. With `lock` their
 * rows stay locked, in the order of the pairs, until the transaction ends, and none is made of a contact that was deleted
 * since it was read: throws Overtaken. Contacts that this transaction made have none yet, and nobody else can make one:
 * `newContactIds` saves looking, and waiting for the answer.
 */
export async function ensureConversations(
  deps: { clock: Clock },
  tx: Transaction,
  pairs: readonly ConversationPair[],
  options: { statusIfNew: ConversationStatus; lock: boolean; newContactIds?: ReadonlySet<string> },
): Promise<Conversation[]> {
  if (pairs.length === 0) return [];
  const unique = [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
  const statement = options.lock ? lockPairsStatement : findPairsStatement;
  const found = new Map<string, Conversation>();
  const remember = (rows: readonly Conversation[]): void => {
    for (const row of rows) found.set(keyOf(row), row);
  };
  const missing = (): ConversationPair[] => unique.filter((pair) => !found.has(keyOf(pair)));
  const isNew = ({ contactId }: ConversationPair): boolean => options.newContactIds?.has(contactId) ?? false;
  const known = unique.filter((pair) => !isNew(pair));
  remember(insertFirst(deps, tx, unique.filter(isNew), options.statusIfNew));
  if (known.length > 0) remember(await tx.system(statement, toColumns(known)));
  if (missing().length > 0) remember(await insertMissing(deps, tx, missing(), options));
  // Made by another transaction at the same moment.
  if (missing().length > 0) remember(await tx.system(statement, toColumns(missing())));
  if (options.lock && missing().length > 0) throw new Overtaken('A contact was deleted while its chat was made.');
  return pairs.map((pair) => present(found.get(keyOf(pair)), 'the conversation just ensured'));
}

// What a new row holds is known here: reading it back would cost more than the insert. Its inserter alone sees it yet.
async function insertMissing(
  deps: { clock: Clock },
  tx: Transaction,
  pairs: readonly ConversationPair[],
  { statusIfNew, lock }: { readonly statusIfNew: ConversationStatus; readonly lock: boolean },
): Promise<Conversation[]> {
  const rows = toNewRows(deps, pairs, statusIfNew);
  const made = await tx.system(lock ? insertOfKnownStatement : insertManyStatement, toInsertColumns(rows));
  const ids = new Set(made.map((row) => row.id));
  return rows.filter((row) => ids.has(row.id));
}

function insertFirst(
  deps: { clock: Clock },
  tx: Transaction,
  pairs: readonly ConversationPair[],
  status: ConversationStatus,
): Conversation[] {
  if (pairs.length === 0) return [];
  const rows = toNewRows(deps, pairs, status);
  tx.write(insertManyStatement, toInsertColumns(rows));
  return rows;
}

function toNewRows(
  deps: { clock: Clock },
  pairs: readonly ConversationPair[],
  status: ConversationStatus,
): Conversation[] {
  const at = deps.clock.now();
  return pairs.map(({ tenantId, contactId, channelId }): Conversation => {
    const id = newId(at.getTime());
    return { ...emptyConversation, tenantId, id, contactId, channelId, status, createdAt: at, updatedAt: at };
  });
}

function toInsertColumns(rows: readonly Conversation[]): unknown[] {
  const [tenants, contacts, channels] = toColumns(rows);
  return [
    tenants,
    rows.map((row) => row.id),
    contacts,
    channels,
    rows.map((row) => row.status),
    rows.map((row) => row.createdAt),
  ];
}

const emptyConversation = {
  ticketId: null,
  assignedOperatorId: null,
  lastCustomerMessageAt: null,
  flowRunId: null,
} as const;

function toColumns(pairs: readonly ConversationPair[]): [string[], string[], string[]] {
  return [pairs.map((pair) => pair.tenantId), pairs.map((pair) => pair.contactId), pairs.map((pair) => pair.channelId)];
}

function keyOf(pair: ConversationPair): string {
  return `${pair.tenantId}/${pair.contactId}/${pair.channelId}`;
}
