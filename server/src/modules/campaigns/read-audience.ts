import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import {
  type Contact,
  findContactsById,
  findKnownPeople,
  getSegment,
  listSegmentContacts,
  readNumber,
} from '../contacts/index.ts';
import { getFile } from './campaign-files.ts';
import { type FileRow, listFileRowsStatement } from './draft-queries.ts';
import { type CampaignPlan, refuse } from './plan.ts';

/** Somebody of an audience, with all that a template may say of them. */
export interface AudiencePerson {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
  /** What was given for the number; undefined: it is one. */
  readonly unreadable: string | undefined;
  /** The file says that this one wants no broadcasts. */
  readonly declines: boolean;
  /** For a contact that has no name. */
  readonly name: string | undefined;
  readonly contact: Contact | undefined;
  /** Of the file. */
  readonly cells: ReadonlyMap<string, string>;
}

/** People of one page. */
const pageSize = 2_500;
const nameLimit = 256;
/** In a column AllowBroadcast, as the CSV send of the API reads it. */
const noWords = new Set(['false', 'no', 'n', '0', 'off']);
const noCells: ReadonlyMap<string, string> = new Map();

/**
 * Everybody a plan is meant for, page by page, in an order that stays: those of segments from the newest contact on, one segment after
 * the other. Throws segment.not_found, campaign.file_not_found, request.invalid.
 */
export async function* readAudience(
  deps: { readonly db: Database },
  ctx: Context,
  { audience, values }: CampaignPlan,
): AsyncGenerator<AudiencePerson[]> {
  if (audience.kind === 'segments') {
    for (const segmentId of audience.segmentIds) yield* readSegment(deps, ctx, segmentId);
  }
  if (audience.kind === 'contacts') {
    for (let from = 0; from < audience.contactIds.length; from += pageSize) {
      const ids = audience.contactIds.slice(from, from + pageSize);
      const found = await findContactsById(deps, ctx, ids);
      yield ids.flatMap((id) => found.get(id) ?? []).map(fromContact);
    }
  }
  if (audience.kind !== 'file' || audience.fileId === null) return;
  const needsContacts = values.some(({ from }) => from === 'attribute');
  const file = await getFile(deps, ctx, audience.fileId);
  const columns = findColumns(file.columns, audience);
  let after = -1;
  for (;;) {
    const rows = await deps.db.tenant(ctx.tenantId, listFileRowsStatement, [file.id, after, pageSize]);
    if (rows.length === 0) return;
    after = rows.at(-1)?.place ?? after;
    const people = rows.map((row) => fromRow(row, columns));
    yield needsContacts ? await withContacts(deps, ctx, people) : people;
  }
}

async function* readSegment(
  deps: { readonly db: Database },
  ctx: Context,
  segmentId: string,
): AsyncGenerator<AudiencePerson[]> {
  const segment = await getSegment(deps, ctx, segmentId);
  let before: string | undefined;
  for (;;) {
    const contacts = await listSegmentContacts(deps, ctx, segment, { before, limit: pageSize });
    if (contacts.length > 0) yield contacts.map(fromContact);
    before = contacts.at(-1)?.id;
    if (contacts.length < pageSize || before === undefined) return;
  }
}

function fromContact(contact: Contact): AudiencePerson {
  const { waId, bsuid } = contact;
  const unreadable = waId === null && bsuid === null ? '' : undefined;
  const address = { waId: waId ?? undefined, bsuid: bsuid ?? undefined };
  return { ...address, unreadable, declines: false, name: undefined, contact, cells: noCells };
}

interface Columns {
  readonly names: readonly string[];
  readonly phone: number;
  readonly countryCode: number;
  readonly name: number;
  readonly allowBroadcast: number;
}

function findColumns(names: readonly string[], audience: CampaignPlan['audience']): Columns {
  const placeOf = (name: string | null): number => (name === null ? -1 : names.indexOf(name));
  const phone = placeOf(audience.phoneColumn);
  if (phone < 0) throw refuse('audience', 'The file has no column of that name for the numbers.');
  const allowBroadcast = names.findIndex((name) => name.toLowerCase().replace(/[^a-z]/g, '') === 'allowbroadcast');
  const [countryCode, name] = [placeOf(audience.countryCodeColumn), placeOf(audience.nameColumn)];
  return { names, phone, countryCode, name, allowBroadcast };
}

function fromRow({ rowNumber, cells }: FileRow, columns: Columns): AudiencePerson {
  const given = cells[columns.phone] ?? '';
  const target = readNumber(given, cells[columns.countryCode] ?? '');
  return {
    waId: target?.kind === 'phone' ? target.waId : undefined,
    bsuid: target?.kind === 'bsuid' ? target.bsuid : undefined,
    unreadable: target === undefined ? `Row ${rowNumber}: ${given.slice(0, 60) || 'no number'}` : undefined,
    declines: noWords.has((cells[columns.allowBroadcast] ?? '').trim().toLowerCase()),
    name: cells[columns.name]?.slice(0, nameLimit) || undefined,
    contact: undefined,
    cells: new Map(columns.names.map((name, place) => [name, cells[place] ?? ''])),
  };
}

async function withContacts(
  deps: { readonly db: Database },
  ctx: Context,
  people: readonly AudiencePerson[],
): Promise<AudiencePerson[]> {
  const known = await findKnownPeople(deps.db, ctx, people);
  const ids = [...new Set([...known.values()].map(({ contactId }) => contactId))];
  const contacts = await findContactsById(deps, ctx, ids);
  return people.map((person, place) => ({ ...person, contact: contacts.get(known.get(place)?.contactId ?? '') }));
}
