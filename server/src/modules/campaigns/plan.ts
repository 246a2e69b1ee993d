import { AppError } from '../../kernel/errors.ts';
import { minutesOf, type QuietHours } from './zone-clock.ts';

/** Who a campaign of the web app is meant for. */
export interface Audience {
  /** `none`: not chosen yet. Only the members of the chosen kind count. */
  readonly kind: 'none' | 'segments' | 'contacts' | 'file';
  readonly segmentIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly fileId: string | null;
  /** Names of columns of the file. */
  readonly phoneColumn: string | null;
  readonly countryCodeColumn: string | null;
  readonly nameColumn: string | null;
}

/** Where the value of a variable of the template comes from. */
export interface ValueSource {
  readonly name: string;
  readonly from: 'text' | 'attribute' | 'column' | 'upload';
  /** The text itself, the name of the attribute or column, or the path of a file that was uploaded for the header. */
  readonly value: string;
  /** Where that holds nothing. Empty: then the person is skipped. */
  readonly fallback: string;
}

export interface Schedule {
  /** `at`: a moment of the workspace. `local`: when the recipient's clock shows it. */
  readonly kind: 'now' | 'at' | 'local';
  /** Wall time, as `2026-03-29T09:00`. */
  readonly at: string | null;
  /** As `21:00`, by the recipient's clock; both or none. */
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
}

/** What a draft holds, and what a dry run keeps of it. */
export interface CampaignPlan {
  readonly audience: Audience;
  /** A template in one language. */
  readonly templateId: string | null;
  readonly channelId: string | null;
  readonly values: readonly ValueSource[];
  readonly schedule: Schedule;
}

/** People of one campaign of the web app. */
export const audienceLimit = 100_000;
export const segmentsLimit = 50;
/** People picked one by one. */
export const pickedLimit = 10_000;

export const emptyPlan: CampaignPlan = {
  audience: {
    kind: 'none',
    segmentIds: [],
    contactIds: [],
    fileId: null,
    phoneColumn: null,
    countryCodeColumn: null,
    nameColumn: null,
  },
  templateId: null,
  channelId: null,
  values: [],
  schedule: { kind: 'now', at: null, quietFrom: null, quietTo: null },
};

/** Throws request.invalid for what is missing of an audience. */
export function requireAudience(audience: Audience): void {
  const { kind, segmentIds, contactIds, fileId, phoneColumn } = audience;
  if (kind === 'none') throw refuse('audience', 'Choose who the campaign is meant for.');
  if (kind === 'segments' && segmentIds.length === 0) throw refuse('audience', 'Choose a segment.');
  if (kind === 'contacts' && contactIds.length === 0) throw refuse('audience', 'Choose a contact.');
  if (kind !== 'file') return;
  if (fileId === null) throw refuse('audience', 'Upload a file of recipients.');
  if (phoneColumn === null) throw refuse('audience', 'Say which column of the file holds the numbers.');
}

/** Throws request.invalid. */
export function readQuietHours({ quietFrom, quietTo }: Schedule): QuietHours | undefined {
  if (quietFrom === null && quietTo === null) return undefined;
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) {
    throw refuse('schedule', 'Quiet hours need a beginning and another end.');
  }
  return { from: minutesOf(quietFrom), to: minutesOf(quietTo) };
}

/** Recipients have moments of their own. */
export function isTimed({ kind, quietFrom }: Schedule): boolean {
  return kind === 'local' || quietFrom !== null;
}

export function refuse(field: string, message: string): AppError {
  return new AppError('request.invalid', message, { details: { field } });
}
