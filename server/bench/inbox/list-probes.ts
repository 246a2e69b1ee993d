import type { Database } from '../../src/db/database.ts';
import { systemStatement } from '../../src/db/scope.ts';
import type { BenchSession, Probe } from './measure.ts';

const samples = systemStatement<{ id: string; middle: string }>(
  '',
  `select v.id, (select m.id from messages m where m.tenant_id = v.tenant_id and m.conversation_id = v.id order by m.id desc offset 4 limit 1) as middle
   from conversations v where v.tenant_id = '100100' order by md5(v.id) limit 500`,
);
const idsOf = systemStatement<{ kind: string; id: string }>(
  '',
  `select lower(name) as kind, id from tags where tenant_id = '100100' union all
   select 'team', id from teams where tenant_id = '100100' and name = 'Sales'`,
);

/** The calls that people at work make, over chats all through the list. */
export async function listProbes(db: Database, session: BenchSession): Promise<Probe[]> {
  const chats = await db.system(samples);
  const ids = await findNamedIds(db);
  const cursors = await deepCursors(session);
  const list = '/internal/inbox/conversations';
  const chat = (n: number) => chats[n % chats.length] ?? { id: '', middle: '' };
  const query = (name: string, text: string): Probe => ({ name, path: () => `${list}?${text}` });
  return [
    query('list, first page', ''),
    { name: 'list, deep page', path: (n) => `${list}?cursor=${cursors[n % cursors.length]}` },
    query('open', 'status=open'),
    query('mine', 'assignee=me&status=open,pending'),
    query('unassigned', 'assignee=nobody&status=open,pending'),
    query('unread', 'unread=true'),
    query('solved and mine', 'assignee=me&status=solved'),
    query('team', `team=${ids.get('team')}`),
    query('tag of few', `tag=${ids.get('rare')}`),
    query('tag of many', `tag=${ids.get('frequent')}`),
    query('window closing soon', 'closingWithinHours=2&status=open,pending'),
    query('nothing passes', 'channel=000000000000000000000000'),
    { name: 'search, last digits', path: (n) => `${list}?search=${String(10_000 + ((n * 787) % 90_000))}` },
    { name: 'search, name', path: (n) => `${list}?search=Ada%20${(n % 16).toString(16)}` },
    { name: 'search, rare words', path: (n) => `${list}?search=word${2_000 + n * 5}` },
    { name: 'search, frequent words', path: (n) => `${list}?search=word${n % 10}` },
    { name: 'counts', path: () => '/internal/inbox/counts' },
    { name: 'thread, head', path: (n) => `${list}/${chat(n).id}` },
    { name: 'thread, newest page', path: (n) => `${list}/${chat(n).id}/timeline` },
    { name: 'thread, older page', path: (n) => `${list}/${chat(n).id}/timeline?before=${chat(n).middle}` },
    { name: 'contact panel', path: (n) => `${list}/${chat(n).id}/panel` },
  ];
}

/** The ids of tags by their names in lower case, and of a team. */
export async function findNamedIds(db: Database): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.system(idsOf)).map((row) => [row.kind, row.id]));
}

/** Cursors far down the list. */
async function deepCursors(session: BenchSession): Promise<string[]> {
  const cursors: string[] = [];
  let cursor = '';
  for (let page = 0; page < 40; page += 1) {
    const path = `/internal/inbox/conversations?limit=100${cursor && `&cursor=${cursor}`}`;
    const { nextCursor } = await session.call('GET', path);
    if (typeof nextCursor !== 'string') break;
    cursor = nextCursor;
    if (page >= 20) cursors.push(cursor);
  }
  return cursors.length > 0 ? cursors : [cursor];
}
