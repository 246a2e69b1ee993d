import { attributeOf } from './attributes.ts';
import type { Contact } from './types.ts';

/** What one change makes of a contact; what is not named stays. */
export interface ContactChange {
  /** Null or empty: the name goes, and the profile name shows again. */
  readonly name?: string | null | undefined;
  readonly setAttributes?: Readonly<Record<string, string>> | undefined;
  readonly removeAttributes?: readonly string[] | undefined;
  readonly renameAttribute?: AttributeRenaming | undefined;
  readonly allowBroadcast?: boolean | undefined;
  readonly optedIn?: boolean | undefined;
  readonly allowSms?: boolean | undefined;
  readonly addTeamIds?: readonly string[] | undefined;
  readonly removeTeamIds?: readonly string[] | undefined;
}

export interface AttributeRenaming {
  readonly from: string;
  readonly to: string;
  /** Whose value stays where there are both; undefined: such a contact stays as it is. */
  readonly whenBoth?: 'renamed' | 'existing' | undefined;
}

/** The fields that a change may touch. */
export type ChangeableContact = Pick<
  Contact,
  'name' | 'attributes' | 'allowBroadcast' | 'optedIn' | 'allowSms' | 'teamIds'
>;

/** Fields as they were or are: those alone that a change touched. An attribute that was not there is null. */
export interface FieldValues {
  readonly name?: string | null;
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly allowBroadcast?: boolean;
  readonly optedIn?: boolean;
  readonly allowSms?: boolean;
  readonly teamIds?: readonly string[];
}

export function applyChange<C extends ChangeableContact>(contact: C, change: ContactChange): C {
  const attributes = { ...contact.attributes, ...change.setAttributes };
  for (const name of change.removeAttributes ?? []) delete attributes[name];
  if (change.renameAttribute) rename(attributes, change.renameAttribute);
  const left = contact.teamIds.filter((id) => !change.removeTeamIds?.includes(id));
  return {
    ...contact,
    name: change.name === undefined ? contact.name : change.name?.trim() || null,
    attributes,
    allowBroadcast: change.allowBroadcast ?? contact.allowBroadcast,
    optedIn: change.optedIn ?? contact.optedIn,
    allowSms: change.allowSms ?? contact.allowSms,
    teamIds: [...new Set([...left, ...(change.addTeamIds ?? [])])],
  };
}

function rename(attributes: Record<string, string>, { from, to, whenBoth }: AttributeRenaming): void {
  const value = attributeOf(attributes, from);
  const hasBoth = Object.hasOwn(attributes, to);
  if (value === undefined || (hasBoth && whenBoth === undefined)) return;
  if (!hasBoth || whenBoth === 'renamed') attributes[to] = value;
  delete attributes[from];
}

/** Whether a contact has these values, as `diffContacts` tells them. */
export function hasValues(contact: ChangeableContact, { attributes, teamIds, ...fields }: FieldValues): boolean {
  return (
    Object.entries(attributes ?? {}).every(
      ([name, value]) => (attributeOf(contact.attributes, name) ?? null) === value,
    ) &&
    (teamIds === undefined || contact.teamIds.join() === teamIds.join()) &&
    (['name', 'allowBroadcast', 'optedIn', 'allowSms'] as const).every(
      (field) => fields[field] === undefined || fields[field] === contact[field],
    )
  );
}

/** What differs between two states, as each of them has it; undefined when nothing does. */
export function diffContacts(
  before: ChangeableContact,
  after: ChangeableContact,
): { before: FieldValues; after: FieldValues } | undefined {
  const names = changedAttributes(before, after);
  const fields = (['name', 'allowBroadcast', 'optedIn', 'allowSms'] as const).filter(
    (field) => before[field] !== after[field],
  );
  const hasTeams = before.teamIds.join() !== after.teamIds.join();
  if (names.length === 0 && fields.length === 0 && !hasTeams) return undefined;
  const pick = (contact: ChangeableContact): FieldValues => ({
    ...Object.fromEntries(fields.map((field) => [field, contact[field]])),
    ...(names.length > 0
      ? { attributes: Object.fromEntries(names.map((name) => [name, attributeOf(contact.attributes, name) ?? null])) }
      : {}),
    ...(hasTeams ? { teamIds: contact.teamIds } : {}),
  });
  return { before: pick(before), after: pick(after) };
}

function changedAttributes(before: ChangeableContact, after: ChangeableContact): string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  return [...names].filter((name) => attributeOf(before.attributes, name) !== attributeOf(after.attributes, name));
}

/**
 * Takes a change back where nobody changed the field since. Answers the contact as it is then; `isWhole` tells that every
 * field was still as the change had left it.
 */
export function revertChange<C extends ChangeableContact>(
  contact: C,
  { before, after }: { readonly before: FieldValues; readonly after: FieldValues },
): { contact: C; isWhole: boolean } {
  let isWhole = true;
  const untouched = (isSame: boolean): boolean => {
    isWhole &&= isSame;
    return isSame;
  };
  const attributes = { ...contact.attributes };
  for (const [name, value] of Object.entries(before.attributes ?? {})) {
    if (!untouched((attributeOf(attributes, name) ?? null) === (attributeOf(after.attributes ?? {}, name) ?? null)))
      continue;
    if (value === null) delete attributes[name];
    else attributes[name] = value;
  }
  const reverted: ChangeableContact = {
    attributes,
    name: before.name !== undefined && untouched(contact.name === after.name) ? before.name : contact.name,
    allowBroadcast: revertFlag('allowBroadcast'),
    optedIn: revertFlag('optedIn'),
    allowSms: revertFlag('allowSms'),
    teamIds:
      before.teamIds !== undefined && untouched(contact.teamIds.join() === (after.teamIds ?? []).join())
        ? [...before.teamIds]
        : contact.teamIds,
  };
  return { contact: { ...contact, ...reverted }, isWhole };

  function revertFlag(field: 'allowBroadcast' | 'optedIn' | 'allowSms'): boolean {
    const old = before[field];
    return old !== undefined && untouched(contact[field] === after[field]) ? old : contact[field];
  }
}
