/**
 * Owns the people: their numbers, names, attributes and consent, and the segments that gather them. Promises one contact a
 * number and one a BSUID in each tenant, however many messages arrive at once, and searches that stay fast with a million
 * contacts. Does not know of conversations or messages, but for the grid, which reads who wrote when and whose chats bear a tag.
 */
export {
  attributeNameLimit,
  attributeOf,
  checkAttributeCount,
  checkAttributeName,
  checkAttributes,
  isAttributeName,
  toProfileName,
} from './attributes.ts';
export { findBlocked, setBlocked } from './block-contact.ts';
export { findAddressHolders, replaceAddresses } from './change-addresses.ts';
export { changeConsent } from './change-consent.ts';
export {
  addContacts,
  type ContactRewrite,
  lockByNumber,
  lockContacts,
  type NewContact,
  rewriteContacts,
} from './change-contacts.ts';
export {
  type AttributeRenaming,
  applyChange,
  type ChangeableContact,
  type ContactChange,
  diffContacts,
  type FieldValues,
  hasValues,
  revertChange,
} from './contact-change.ts';
export { type AttributeCondition, attributeOperators, checkConditions, conditionLimit } from './contact-filter.ts';
export { contactLookup } from './contact-lookup.ts';
export {
  type ContactDeps,
  type ContactInput,
  contactCreated,
  findContact,
  findContacts,
  findContactsById,
  upsertContact,
} from './contact-verbs.ts';
export { type EnsuredContact, ensureContacts, type PersonSeen } from './ensure-contacts.ts';
export { readFacets } from './facets.ts';
export { createFilterMemory } from './filter-memory.ts';
export { findContactIds } from './find-contact-ids.ts';
export { findKnownPeople, type KnownPerson } from './find-known.ts';
export {
  describeAttribute,
  forgetKept,
  type KeptRename,
  keepAttribute,
  renameKept,
  restoreKept,
} from './kept-attributes.ts';
export { listAttributes } from './list-attributes.ts';
export { type ContactListDeps, countContacts, listContacts } from './list-contacts.ts';
export { countPeople, fewPeopleLimit, listPeople } from './list-people.ts';
export { listSegmentNames } from './list-segment-names.ts';
export { lockContact } from './lock-contact.ts';
export {
  addMembers,
  deleteSegment,
  listSegments,
  listSegmentsOf,
  toSegmentPart,
  updateSegment,
} from './manage-segments.ts';
export { type ContactAddresses, type ContactPair, joinContacts, mergeContacts } from './merge-contacts.ts';
export { nameContacts } from './name-contacts.ts';
export { createOtherNumbers, type OtherNumbers } from './other-numbers.ts';
export { partContacts, restoreAddresses } from './part-contacts.ts';
export { type PeopleFilter, type TagPart, toPeopleWhere } from './people-filter.ts';
export { isMomentSort, type PeopleOrder, type PeoplePlace } from './people-order.ts';
export { type PersonTarget, readTarget, splitChannel, toPhoneNumber } from './phone-number.ts';
export { readNumber } from './read-number.ts';
export { removeContacts } from './remove-contact.ts';
export { renameInSegments } from './rename-in-segments.ts';
export {
  countSegment,
  createSegment,
  getSegment,
  listSegmentContacts,
  type Segment,
  type SegmentInput,
} from './segments.ts';
export { findSegmentsOf, findSegmentsOfMany, type SegmentOfContact } from './segments-of-contact.ts';
export { addTeams, setTeams } from './set-teams.ts';
export type { Contact } from './types.ts';
export { attributeUpdateLimit, contactChanged, updateAttributes, updateAttributesIn } from './update-attributes.ts';
