import type { BenchSession, Probe } from './measure.ts';

const search = '/internal/contacts/search';

/** The calls of the grid of contacts: 100 rows each, as the page asks for them. */
export async function contactProbes(session: BenchSession, tagIds: ReadonlyMap<string, string>): Promise<Probe[]> {
  const segments = [await makeSegment(session, 'dynamic'), await makeSegment(session, 'static')];
  const grid = (name: string, body: object): Probe => ({
    name,
    path: () => search,
    body: () => ({ limit: 100, ...body }),
  });
  const filtered = (name: string, filter: (n: number) => object): Probe => ({
    name,
    path: () => search,
    body: (n) => ({ limit: 100, filter: filter(n) }),
  });
  const count = (name: string, filter: object): Probe => ({
    name,
    path: () => '/internal/contacts/count',
    body: () => ({ filter }),
  });
  const city = (n: number) => [[{ attribute: 'city', operator: '==', value: `City ${n % 500}` }]];
  const plan = [[{ attribute: 'plan', operator: '==', value: 'gold' }]];
  const deep = await Promise.all(orders.map(([, order]) => deepCursors(session, order)));
  return [
    ...orders.flatMap(([name, order], at): Probe[] => [
      grid(`contacts by ${name}, first page`, order),
      {
        name: `contacts by ${name}, deep page`,
        path: () => search,
        body: (n) => ({ limit: 100, ...order, cursor: deep[at]?.[n % (deep[at]?.length ?? 1)] }),
      },
    ]),
    filtered('contacts, part of a name', (n) => ({ search: `Ada ${(n % 16).toString(16)}` })),
    filtered('contacts, beginning of a name', () => ({ search: 'Cle' })),
    filtered('contacts, last digits', (n) => ({ search: String(10_000 + ((n * 787) % 90_000)) })),
    filtered('contacts, attribute of few', (n) => ({ groups: city(n) })),
    filtered('contacts, attribute of many', () => ({ groups: plan })),
    filtered('contacts, attribute of nobody', () => ({
      groups: [[{ attribute: 'city', operator: '==', value: 'None' }]],
    })),
    filtered('contacts, without an attribute', () => ({ groups: [[{ attribute: 'none', operator: 'exist' }]] })),
    filtered('contacts, dynamic segment', () => ({ segmentId: segments[0] })),
    filtered('contacts, static segment of many', () => ({ segmentId: segments[1] })),
    filtered('contacts, tag of few', () => ({ tagId: tagIds.get('rare') })),
    filtered('contacts, tag of many', () => ({ tagId: tagIds.get('frequent') })),
    filtered('contacts, source of nobody', () => ({ source: 'none' })),
    grid('contacts, attribute of many by last seen', { filter: { groups: plan }, sort: 'lastSeen' }),
    grid('contacts, source of nobody by last seen', { filter: { source: 'none' }, sort: 'lastSeen' }),
    count('count of contacts', {}),
    count('count, attribute of many', { groups: plan }),
    count('count, tag of many', { tagId: tagIds.get('frequent') }),
  ];
}

const orders: readonly (readonly [string, { readonly sort: string; readonly descending: boolean }])[] = [
  ['creation', { sort: 'created', descending: true }],
  ['name', { sort: 'name', descending: false }],
  ['last seen', { sort: 'lastSeen', descending: true }],
];

/** One of eleven cities by its condition, or one of everybody of a name, kept as members. */
async function makeSegment(session: BenchSession, kind: 'dynamic' | 'static'): Promise<string> {
  const groups = [[{ attribute: 'city', operator: 'contain', value: 'City 49' }]];
  const who = kind === 'dynamic' ? { groups } : { people: { filter: { search: 'Ada' } } };
  const made = await session.call('POST', '/internal/contacts/segments', { name: `Bench ${kind}`, kind, ...who });
  return String(made.id);
}

/** Cursors far down the grid. */
async function deepCursors(session: BenchSession, order: object): Promise<string[]> {
  const cursors: string[] = [];
  let cursor: unknown;
  for (let page = 0; page < 40; page += 1) {
    const body = await session.call('POST', search, { limit: 200, ...order, ...(cursor ? { cursor } : {}) });
    if (typeof body.nextCursor !== 'string') break;
    cursor = body.nextCursor;
    if (page >= 20) cursors.push(body.nextCursor);
  }
  return cursors;
}
