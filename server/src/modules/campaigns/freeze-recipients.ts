import type { Transaction } from '../../db/database.ts';
import type { Scope } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { idAtPlace } from '../../kernel/ids.ts';
import { findKnownPeople, type KnownPerson } from '../contacts/index.ts';
import { insertRecipientsStatement } from './recipient-queries.ts';
import type { BroadcastRecipient } from './start-broadcast.ts';
import type { PlannedSkipReason } from './types.ts';

/** `name`: for a contact that has none. */
export type NamedRecipient = BroadcastRecipient & {
  readonly name?: string | undefined;
  /** Why nothing can be sent to this one, whoever it is. */
  readonly unfit?:
    | { readonly reason: 'invalid_number' | 'no_value' | 'opted_out'; readonly detail: string }
    | undefined;
  /** In a campaign that is timed: not before this moment, and not in the quiet hours of this zone. */
  readonly due?: { readonly at: Date; readonly timeZone: string } | undefined;
};

/** Somebody a campaign is meant for, with the id that the message has, or would have had. */
export interface PlannedPerson {
  readonly messageId: string;
  readonly person: string;
  readonly known: KnownPerson | undefined;
  readonly recipient: NamedRecipient;
  /** Why this one gets nothing; undefined: pending. */
  readonly skipReason: PlannedSkipReason | undefined;
}

/** Rows that one statement writes. */
const sliceSize = 2_500;

/**
 * Decides who of these people gets a message: nobody twice, no blocked contact and, where the campaign heeds it, nobody who
 * allows no broadcasts. One look-up for all; nothing is written. `first` is the place of the first in the campaign. `seen` holds the
 * people of earlier parts and takes up those of this one.
 */
export async function planPeople(
  tx: Pick<Scope, 'tenant'>,
  ctx: Context,
  campaign: { readonly idsFromMs: number; readonly skipsOptedOut: boolean; readonly seen?: Set<string> },
  recipients: readonly NamedRecipient[],
  first: number,
): Promise<PlannedPerson[]> {
  const contacts = await findKnownPeople(tx, ctx, recipients);
  const seen = campaign.seen ?? new Set<string>();
  return recipients.map((recipient, place) => {
    const known = contacts.get(place);
    const person = nameOf(recipient, known);
    const skipReason = whySkipped(recipient, known, seen.has(person), campaign.skipsOptedOut);
    // A later row may have the value that this one lacks.
    if (skipReason !== 'no_value' && skipReason !== 'invalid_number') seen.add(person);
    return { messageId: idAtPlace(campaign.idsFromMs, first + place), person, known, recipient, skipReason };
  });
}

/** Writes what was planned. Answers it as it was written: who is pending in the campaign already is a duplicate. */
export async function freezePeople(
  tx: Transaction,
  ctx: Context,
  campaignId: string,
  people: readonly PlannedPerson[],
): Promise<PlannedPerson[]> {
  const written = new Set<string>();
  for (let from = 0; from < people.length; from += sliceSize) {
    for (const id of await insertPeople(tx, ctx, campaignId, people.slice(from, from + sliceSize))) written.add(id);
  }
  const frozen = people.map(
    (entry): PlannedPerson => (written.has(entry.messageId) ? entry : { ...entry, skipReason: 'duplicate' }),
  );
  const late = frozen.filter((entry) => !written.has(entry.messageId));
  if (late.length > 0) await insertPeople(tx, ctx, campaignId, late);
  return frozen;
}

async function insertPeople(
  tx: Transaction,
  ctx: Context,
  campaignId: string,
  people: readonly PlannedPerson[],
): Promise<string[]> {
  const rows = await tx.tenant(ctx.tenantId, insertRecipientsStatement, [
    campaignId,
    people.map((entry) => entry.messageId),
    people.map((entry) => entry.person),
    people.map(({ recipient, known }) => recipient.waId ?? known?.waId ?? null),
    people.map(({ recipient, known }) => recipient.bsuid ?? known?.bsuid ?? null),
    people.map((entry) => entry.known?.contactId ?? null),
    people.map((entry) => entry.recipient.name ?? null),
    people.map((entry) => entry.recipient.localMessageId ?? null),
    people.map((entry) => entry.recipient.filled.text),
    people.map((entry) => JSON.stringify(entry.recipient.filled.content)),
    people.map((entry) => entry.recipient.filled.deferredFailure ?? null),
    people.map((entry) => (entry.skipReason === undefined ? 'pending' : 'skipped')),
    people.map((entry) => entry.skipReason ?? null),
    people.map((entry) => entry.recipient.due?.at ?? null),
    people.map((entry) => entry.recipient.due?.timeZone ?? null),
    people.map(({ recipient, skipReason }) =>
      skipReason === recipient.unfit?.reason ? (recipient.unfit?.detail ?? null) : null,
    ),
  ]);
  return rows.map((row) => row.id);
}

function nameOf(recipient: NamedRecipient, known: KnownPerson | undefined): string {
  if (known) return known.contactId;
  if (recipient.unfit?.reason === 'invalid_number') return `given:${recipient.unfit.detail}`;
  return recipient.waId === undefined ? `bsuid:${recipient.bsuid ?? ''}` : `wa:${recipient.waId}`;
}

function whySkipped(
  { unfit }: NamedRecipient,
  known: KnownPerson | undefined,
  isSeen: boolean,
  skipsOptedOut: boolean,
): PlannedSkipReason | undefined {
  if (unfit?.reason === 'invalid_number') return 'invalid_number';
  if (isSeen) return 'duplicate';
  if (known?.isBlocked) return 'blocked';
  return skipsOptedOut && known?.allowsBroadcast === false ? 'opted_out' : unfit?.reason;
}
