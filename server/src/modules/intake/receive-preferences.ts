import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type EnvelopeItem, readTimestampMs } from '../../meta/payload.ts';
import type { Channel } from '../channels/index.ts';
import { changeConsent, ensureContacts, type PersonSeen, toProfileName } from '../contacts/index.ts';

/** What a person wants to get of this business. */
export interface RoutedPreference {
  readonly person: PersonSeen;
  readonly allows: boolean;
  readonly at: Date;
}

const marketing = 'marketing_messages';
const allowsByWord: ReadonlyMap<string, boolean> = new Map([
  ['stop', false],
  ['resume', true],
  ['signup', true],
]);

/** The preference an item tells of, or why it is none that can be kept. */
export function toPreference(
  clock: Clock,
  { preference, contact }: Extract<EnvelopeItem, { kind: 'preference' }>,
  channel: Channel,
): RoutedPreference | string {
  if (preference.category !== undefined && preference.category !== marketing) {
    return `The preference ${preference.category} is not known.`;
  }
  const allows = allowsByWord.get(preference.value?.toLowerCase() ?? '');
  if (allows === undefined) return `The preference ${preference.value ?? ''} is not known.`;
  const waId = preference.wa_id || contact?.wa_id || undefined;
  const bsuid = preference.user_id || contact?.user_id || undefined;
  if (waId === undefined && bsuid === undefined) return 'The preference names no person.';
  const nowMs = clock.nowMs();
  const at = new Date(Math.min(readTimestampMs(preference.timestamp) ?? nowMs, nowMs));
  const profileName = toProfileName(contact?.profile?.name);
  return { person: { tenantId: channel.tenantId, waId, bsuid, profileName, source: 'WhatsApp' }, allows, at };
}

/**
 * Keeps whether people want marketing, in the caller's transaction. Who is not known yet becomes a contact, so that a stop is
 * never lost. Answers the events, which are recorded.
 */
export async function receivePreferences(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  preferences: readonly RoutedPreference[],
): Promise<PlatformEvent[]> {
  if (preferences.length === 0) return [];
  const ensured = await ensureContacts(
    deps,
    tx,
    preferences.map(({ person }) => person),
  );
  return changeConsent(
    deps,
    tx,
    preferences.map(({ person, allows, at }, index) => {
      const { contact } = present(ensured[index], 'the contact just ensured');
      return { tenantId: person.tenantId, contactId: contact.id, allows, at };
    }),
  );
}
