import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  type Contact,
  findContact,
  type PersonTarget,
  readTarget,
  splitChannel,
} from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { getRequestedChannel } from './get-requested-channel.ts';

/**
 * Whom a contact target names: a phone number, contact id or BSUID, each also behind `Channel:`. Undefined: it is none of
 * these. A contact belongs to every channel; the one named must exist. Throws request.invalid for one that does not.
 */
export async function readContactTarget(deps: ApiDeps, ctx: Context, text: string): Promise<PersonTarget | undefined> {
  const { channel, rest } = splitChannel(text);
  if (channel !== undefined) await getRequestedChannel(deps, ctx, channel);
  return readTarget(rest);
}

/** The contact behind a contact target. Throws contact.not_found, and request.invalid for an unknown channel in it. */
export async function getContact(deps: ApiDeps, ctx: Context, text: string): Promise<Contact> {
  const target = await readContactTarget(deps, ctx, text);
  const contact = target && (await findContact(deps, ctx, target));
  if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return contact;
}
