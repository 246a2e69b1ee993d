import type { components } from '@parley/contract/wati-v3';
import type { Contact, ContactInput, SegmentOfContact } from '../../../modules/contacts/index.ts';

type ContactDto = components['schemas']['ContactDto'];
type AddContactRequest = components['schemas']['AddContactRequest'];

/** What a contact only knows by ids. */
export interface ContactNames {
  /** By the ids of teams. */
  readonly teams: ReadonlyMap<string, string>;
  /** By the ids of contacts. */
  readonly segments: ReadonlyMap<string, readonly SegmentOfContact[]>;
}

/** What the vendor's sample shows for a contact that was entered, not met. */
const enteredSource = 'manual';
/** The one value known of v3: VALID is v1's. */
const activeStatus = 'active';

/**
 * Dates, booleans and lists are never null: a strict client of this API
 * cannot read them so. `is_broadcast_limit_reached` is null, the one value that every client reads.
 */
export function toContactDto(contact: Contact, { teams, segments }: ContactNames): ContactDto {
  const name = contact.name ?? contact.profileName ?? contact.waId ?? contact.username;
  return {
    id: contact.id,
    wa_id: contact.waId,
    name,
    phone: contact.waId === null ? null : `+${contact.waId}`,
    photo: null,
    created: contact.createdAt.toISOString(),
    last_updated: contact.updatedAt.toISOString(),
    contact_status: activeStatus,
    source: contact.source,
    channel_id: null,
    ig_phone_source: null,
    mg_phone_source: null,
    opted_in: contact.optedIn,
    allow_broadcast: contact.allowBroadcast,
    allow_sms: contact.allowSms,
    teams: contact.teamIds.flatMap((id) => teams.get(id) ?? []),
    segments: (segments.get(contact.id) ?? []).map((segment) => segment.name),
    custom_params: Object.entries(contact.attributes).map(([attribute, value]) => ({ name: attribute, value })),
    channel_type: 'whatsapp',
    display_name: contact.profileName ?? name,
    contact_link: { whats_app_contact_id: contact.id, instagram_contact_id: null, messenger_contact_id: null },
    is_broadcast_limit_reached: null,
    ...toScopedIdentity(contact),
  };
}

/** Members of the newer documentation: left out where there is nothing to tell, since older clients do not know them. */
function toScopedIdentity({ bsuid, username, parentBsuid }: Contact): Partial<ContactDto> {
  return {
    ...(bsuid === null ? {} : { bsuid }),
    ...(username === null ? {} : { username }),
    ...(parentBsuid === null ? {} : { parentBsuid }),
  };
}

export function fromAddContactRequest(body: AddContactRequest): ContactInput {
  return {
    phone: body.whatsapp_number,
    name: body.name,
    source: enteredSource,
    attributes: Object.fromEntries((body.custom_params ?? []).map(({ name, value }) => [name, value])),
  };
}
