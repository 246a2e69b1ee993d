/**
 * Owns the people: their numbers, names, attributes and consent. Promises one contact a number and one a BSUID in each
 * tenant, however many messages arrive at once. Does not know of conversations or messages.
 */
export { findBlocked, setBlocked } from './block-contact.ts';
export { addTeamToContact, lockContact, setContactAttribute } from './bot-changes.ts';
export {
  type AttributeOperator,
  attributeOperators,
  type ContactDeps,
  type ContactFilter,
  type ContactInput,
  contactCreated,
  countContacts,
  findContact,
  findContacts,
  listContacts,
  recordOptOut,
  upsertContact,
} from './contact-verbs.ts';
export { type EnsuredContact, ensureContacts, type PersonSeen } from './ensure-contacts.ts';
export { findNoBroadcast } from './find-no-broadcast.ts';
export { nameContacts } from './name-contacts.ts';
export { type PersonTarget, readTarget, splitChannel, toPhoneNumber } from './phone-number.ts';
export { setTeams } from './set-teams.ts';
export type { Contact } from './types.ts';
