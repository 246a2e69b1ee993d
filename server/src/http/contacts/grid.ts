import { Readable } from 'node:stream';
import type { Context } from '../../kernel/context.ts';
import { listTeams } from '../../modules/accounts/index.ts';
import {
  attributeOf,
  type Contact,
  countPeople,
  findContacts,
  listAttributes,
  listPeople,
  type PeopleFilter,
  type PeoplePlace,
  readFacets,
} from '../../modules/contacts/index.ts';
import { findLastSeen, listTags } from '../../modules/conversations/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { csvStart, toCsvLine } from '../csv/write-csv.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readChosen, readFilter } from './read-filter.ts';
import { fromPlaceCursor, toPersonRow, toPlaceCursor } from './shapes/person.ts';

const defaultLimit = 50;
/** Contacts read at once for an export. */
const exportPage = 1_000;

/** What people read in the grid: pages, counts, and the same as a file. */
export function createGridHandlers(deps: ApiDeps): HandlersBySet['contacts'] {
  return defineHandlers('contacts', {
    async searchContacts({ ctx, body }) {
      const order = { sort: body.sort ?? 'created', descending: body.descending ?? true } as const;
      const after = fromPlaceCursor(order, body.cursor);
      const filter = await readFilter(deps, ctx, body.filter);
      const page = await listPeople(deps, ctx, filter, { order, after, limit: body.limit ?? defaultLimit });
      const seen = await findLastSeen(
        deps,
        ctx,
        page.contacts.map(({ id }) => id),
      );
      const contacts = page.contacts.map((contact) => toPersonRow(contact, seen.get(contact.id)));
      return { body: { contacts, nextCursor: toPlaceCursor(order, page.next) } };
    },

    async countContactRows({ ctx, body }) {
      const filter = await readFilter(deps, ctx, body.filter);
      return { body: await countPeople(deps, ctx, filter, { exact: body.exact ?? false }) };
    },

    async getContactFacets({ ctx }) {
      const [facets, teams, tags] = await Promise.all([
        readFacets(deps, ctx),
        listTeams(deps, ctx.tenantId),
        listTags(deps, ctx),
      ]);
      return { body: { ...facets, teams: teams.map(toNamed), tags: tags.map(toNamed) } };
    },

    async exportContacts({ ctx, body }) {
      const people = await readChosen(deps, ctx, body.people);
      const attributes = body.attributes ?? (await listAllAttributes(deps, ctx));
      const teams = new Map((await listTeams(deps, ctx.tenantId)).map(({ id, name }) => [id, name]));
      const pages = 'ids' in people ? pagesOfIds(deps, ctx, people.ids) : pagesOf(deps, ctx, people.filter);
      return {
        stream: Readable.from(lines(pages, attributes, teams), { objectMode: false }),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="contacts.csv"',
          'x-content-type-options': 'nosniff',
        },
      };
    },
  });
}

/** Those in use, as far as can be told: a sample alone would leave out what few contacts have, and nobody would miss it. */
async function listAllAttributes(deps: ApiDeps, ctx: Context): Promise<string[]> {
  const [{ attributes }, facets] = await Promise.all([listAttributes(deps, ctx), readFacets(deps, ctx)]);
  return [...new Set([...facets.attributes, ...attributes.map(({ name }) => name)])];
}

function toNamed({ id, name }: { readonly id: string; readonly name: string }): { id: string; name: string } {
  return { id, name };
}

const fields: readonly { readonly title: string; readonly cell: (contact: Contact) => string }[] = [
  { title: 'phone', cell: ({ waId }) => waId ?? '' },
  { title: 'name', cell: ({ name, profileName }) => name ?? profileName ?? '' },
  { title: 'allow_broadcast', cell: ({ allowBroadcast }) => (allowBroadcast ? 'yes' : 'no') },
  { title: 'opted_in', cell: ({ optedIn }) => (optedIn ? 'yes' : 'no') },
];
const facts: typeof fields = [
  { title: 'contact_id', cell: ({ id }) => id },
  { title: 'source', cell: ({ source }) => source ?? '' },
  { title: 'blocked', cell: ({ blockedAt }) => (blockedAt ? 'yes' : 'no') },
  { title: 'created_at', cell: ({ createdAt }) => createdAt.toISOString() },
  { title: 'updated_at', cell: ({ updatedAt }) => updatedAt.toISOString() },
];

async function* lines(
  pages: AsyncIterable<readonly Contact[]>,
  attributes: readonly string[],
  teams: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  const fieldTitles = fields.map(({ title }) => title);
  const own = attributes.filter((name) => !fieldTitles.includes(name));
  // An attribute bears its own name, whatever else is called so.
  const others = ['teams', ...facts.map(({ title }) => title)].map((title) =>
    own.includes(title) ? `contact_${title}` : title,
  );
  yield csvStart + toCsvLine([...fieldTitles, ...own, ...others]);
  for await (const contacts of pages) {
    const text = contacts.map((contact) => {
      const cells = [...fields, ...facts].map(({ cell }) => cell(contact));
      const values = own.map((name) => attributeOf(contact.attributes, name) ?? '');
      const teamNames = contact.teamIds.map((id) => teams.get(id) ?? id).join('; ');
      return toCsvLine([...cells.slice(0, fields.length), ...values, teamNames, ...cells.slice(fields.length)]);
    });
    if (text.length > 0) yield text.join('');
  }
}

async function* pagesOf(deps: ApiDeps, ctx: Context, filter: PeopleFilter): AsyncGenerator<readonly Contact[]> {
  const order = { sort: 'created', descending: true } as const;
  for (let after: PeoplePlace | undefined; ; ) {
    const page = await listPeople(deps, ctx, filter, { order, after, limit: exportPage });
    yield page.contacts;
    if (page.next === undefined) return;
    after = page.next;
  }
}

async function* pagesOfIds(deps: ApiDeps, ctx: Context, ids: readonly string[]): AsyncGenerator<readonly Contact[]> {
  for (let from = 0; from < ids.length; from += exportPage) {
    yield await findContacts(deps, ctx, ids.slice(from, from + exportPage));
  }
}
