import type { components } from '@parley/contract/contacts';

type Person = components['schemas']['Person'];
export type PersonChange = components['schemas']['PersonChange'];
type Changeable = Pick<Person, 'name' | 'attributes' | 'allowBroadcast' | 'optedIn' | 'teamIds' | 'isBlocked'>;
/** What is known of a contact where it is changed. */
export type KnownContact = Pick<Person, 'id'> & Partial<Changeable>;

/**
 * The change that takes a change back: the values as they were, to be written only while the contact still has those of
 * the change. Undefined when nothing is changed that could be taken back.
 */
export function toUndo(before: KnownContact, change: PersonChange): PersonChange | undefined {
  const undo: PersonChange = {};
  const ifStill: NonNullable<PersonChange['ifStill']> = {};
  const name = change.name?.trim() || null;
  if (change.name !== undefined && before.name !== undefined && name !== before.name) {
    undo.name = before.name;
    ifStill.name = name;
  }
  for (const field of ['allowBroadcast', 'optedIn'] as const) {
    const [old, now] = [before[field], change[field]];
    if (old === undefined || now === undefined || old === now) continue;
    undo[field] = old;
    ifStill[field] = now;
  }
  if (change.teamIds && before.teamIds && change.teamIds.join() !== before.teamIds.join()) {
    undo.teamIds = [...before.teamIds];
    ifStill.teamIds = [...change.teamIds];
  }
  if (change.blocked !== undefined && before.isBlocked !== undefined && change.blocked !== before.isBlocked) {
    undo.blocked = before.isBlocked;
    ifStill.blocked = change.blocked;
  }
  undoAttributes(before.attributes, change, undo, ifStill);
  return Object.keys(undo).length === 0 ? undefined : { ...undo, ifStill };
}

function undoAttributes(
  before: Changeable['attributes'] | undefined,
  { setAttributes, removeAttributes }: PersonChange,
  undo: PersonChange,
  ifStill: NonNullable<PersonChange['ifStill']>,
): void {
  if (before === undefined) return;
  const after: Record<string, string | null> = {
    ...setAttributes,
    ...Object.fromEntries((removeAttributes ?? []).map((name) => [name, null])),
  };
  const changed = Object.entries(after).filter(([name, value]) => value !== (before[name] ?? null));
  if (changed.length === 0) return;
  ifStill.attributes = Object.fromEntries(changed);
  const names = changed.map(([name]) => name);
  const had = names.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]] as const]));
  const lacked = names.filter((name) => before[name] === undefined);
  if (had.length > 0) undo.setAttributes = Object.fromEntries(had);
  if (lacked.length > 0) undo.removeAttributes = lacked;
}

const words = {
  name: 'the name',
  allowBroadcast: 'the consent to campaigns',
  optedIn: 'the opt-in',
  teamIds: 'the teams',
  blocked: 'the block',
};

/** What a change is about, in words. */
export function whatChanges(change: PersonChange): string {
  const members = ['name', 'allowBroadcast', 'optedIn', 'teamIds', 'blocked'] as const;
  const fields = members.filter((key) => change[key] !== undefined);
  const attributes = [...Object.keys(change.setAttributes ?? {}), ...(change.removeAttributes ?? [])];
  return [...fields.map((field) => words[field]), ...attributes].join(', ');
}

/** What was done, in a sentence. */
export function whatWasDone(change: PersonChange): string {
  if (change.blocked === undefined) return `Changed ${whatChanges(change)}.`;
  return change.blocked ? 'Blocked: nothing is sent to this contact.' : 'No longer blocked.';
}
