import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { requireProduct } from './check-send.ts';
import { describeErrorCode } from './graph-error-codes.ts';
import { GraphError } from './graph-errors.ts';
import { type JsonObject, objectOrEmpty, textOrUndefined } from './json-value.ts';
import type { People, Person } from './people.ts';
import { requireList } from './read-parameter.ts';

/** People on the block list of a number, and in one call. */
const maxBlocked = 64_000;
const maxPerCall = 1_000;

export interface BlockDeps {
  readonly clock: Clock;
  readonly people: People;
}

interface Named {
  readonly input: string;
  readonly person: Person | undefined;
}

/**
 * Blocks people who wrote within 24 hours: what they write does not arrive any more, and sends to them fail with 130403.
 * Throws 139100 with the outcome of each when one could not be blocked, 139101 when the list is full.
 */
export function blockUsers({ clock, people }: BlockDeps, channel: Channel, body: JsonObject): JsonObject {
  const named = readUsers(people, body);
  const { blockedUsers } = channel.state;
  if (blockedUsers.size + named.length > maxBlocked) {
    throw new GraphError(139101, `The block list has room for ${maxBlocked} people.`);
  }
  const canBlock = ({ person }: Named): boolean =>
    person !== undefined && clock.nowMs() < people.thread(person, channel).windowEndsMs;
  const added = named.filter(canBlock);
  const failed = named.filter((entry) => !canBlock(entry));
  for (const { person } of added) if (person) blockedUsers.add(person.waId);
  const outcome = {
    messaging_product: 'whatsapp',
    block_users: {
      ...(added.length > 0 ? { added_users: added.map(shown) } : {}),
      ...(failed.length > 0 ? { failed_users: failed.map(shownFailure) } : {}),
    },
  };
  if (failed.length === 0) return outcome;
  throw new GraphError(139100, 'Failed to block some users, see the block_users response list for details.', {
    members: outcome,
  });
}

/** Takes people off the block list; those who are not on it stay off. */
export function unblockUsers({ people }: BlockDeps, channel: Channel, body: JsonObject): JsonObject {
  const named = readUsers(people, body);
  for (const { person } of named) if (person) channel.state.blockedUsers.delete(person.waId);
  return { messaging_product: 'whatsapp', block_users: { removed_users: named.map(shown) } };
}

/** Whom a number has blocked, in the order of blocking. */
export function listBlocked(people: People, channel: Channel): { readonly id: string; readonly row: JsonObject }[] {
  return [...channel.state.blockedUsers].map((waId) => ({
    id: waId,
    row: { messaging_product: 'whatsapp', wa_id: waId, user_id: people.person(waId).userId },
  }));
}

function readUsers(people: People, body: JsonObject): Named[] {
  requireProduct(body);
  const rows = requireList(body, 'block_users').map(objectOrEmpty);
  if (rows.length < 1 || rows.length > maxPerCall) {
    throw new GraphError(100, `Param block_users must have 1 to ${maxPerCall} users.`);
  }
  return rows.map((row) => {
    const input = textOrUndefined(row.user) ?? textOrUndefined(row.user_id);
    if (input === undefined) throw new GraphError(100, "The parameter block_users['user'] is required.");
    const digits = input.replace(/\D/g, '');
    const isNumber = /^[+\d\s().-]+$/.test(input) && digits.length >= 5 && digits.length <= 15;
    return { input, person: isNumber ? people.person(digits) : people.findByUserId(input) };
  });
}

function shown({ input, person }: Named): JsonObject {
  return { input, ...(person ? { wa_id: person.waId, user_id: person.userId } : {}) };
}

function shownFailure(named: Named): JsonObject {
  const message = describeErrorCode(131047).title;
  const details = 'Only people who wrote to the number within 24 hours can be blocked.';
  return { ...shown(named), errors: [{ message, code: 131047, error_data: { details } }] };
}
