import type { PlannedPerson } from './freeze-recipients.ts';
import type { RecipientTimes } from './recipient-times.ts';
import { type PlannedSkipReason, skipReasons } from './types.ts';

/** People of one zone, and when they are sent to. */
export interface ZoneTally {
  readonly country: string;
  readonly timeZone: string;
  /** The country has other zones too: who lives there counts by this one. */
  readonly isOneOfMany: boolean;
  readonly people: number;
  /** ISO 8601. */
  readonly at: string;
}

/** What a dry run found. All moments are ISO 8601. */
export interface DryRunSummary {
  readonly recipients: number;
  readonly pending: number;
  readonly skipped: Readonly<Record<PlannedSkipReason, number>>;
  /** By the country of the number, those who are sent to. */
  readonly countries: Readonly<Record<string, number>>;
  readonly startsAt: string;
  /** Only where recipients have moments of their own; the earliest first. */
  readonly zones: readonly ZoneTally[];
  /** Their moment had passed: they are sent to at the start. */
  readonly late: number;
  /** Their quiet hours hold them up. */
  readonly putOff: number;
  readonly firstMessageId: string | null;
  readonly lastMessageId: string | null;
}

export interface AudienceTally {
  add(people: readonly PlannedPerson[]): void;
  end(): DryRunSummary;
}

export function createTally(times: RecipientTimes): AudienceTally {
  const skipped = Object.fromEntries(skipReasons.map((reason) => [reason, 0])) as Record<PlannedSkipReason, number>;
  const byCountry = new Map<string, number>();
  let recipients = 0;
  let pending = 0;
  let firstMessageId: string | null = null;
  let lastMessageId: string | null = null;
  const zoneOf = new Map<string, ReturnType<RecipientTimes['of']>>();

  const add: AudienceTally['add'] = (people) => {
    recipients += people.length;
    firstMessageId ??= people[0]?.messageId ?? null;
    lastMessageId = people.at(-1)?.messageId ?? lastMessageId;
    for (const { recipient, skipReason } of people) {
      if (skipReason !== undefined) {
        skipped[skipReason] += 1;
        continue;
      }
      pending += 1;
      const time = times.of(recipient);
      zoneOf.set(time.country, time);
      byCountry.set(time.country, (byCountry.get(time.country) ?? 0) + 1);
    }
  };

  const count = (holds: (time: ReturnType<RecipientTimes['of']>) => boolean): number =>
    [...zoneOf.values()].reduce((sum, time) => sum + (holds(time) ? (byCountry.get(time.country) ?? 0) : 0), 0);

  return {
    add,
    end() {
      const zones = [...zoneOf.values()].sort((a, b) => a.atMs - b.atMs || (a.country < b.country ? -1 : 1));
      const startMs = times.isTimed ? (zones[0]?.atMs ?? times.startMs) : times.startMs;
      return {
        recipients,
        pending,
        skipped,
        countries: Object.fromEntries(byCountry),
        startsAt: new Date(startMs).toISOString(),
        zones: times.isTimed ? zones.map((time) => toZone(time, byCountry.get(time.country) ?? 0)) : [],
        late: times.isTimed ? count((time) => time.isLate) : 0,
        putOff: times.isTimed ? count((time) => time.isPutOff) : 0,
        firstMessageId,
        lastMessageId,
      };
    },
  };
}

function toZone(time: ReturnType<RecipientTimes['of']>, people: number): ZoneTally {
  const { country, timeZone, isOneOfMany, atMs } = time;
  return { country, timeZone, isOneOfMany, people, at: new Date(atMs).toISOString() };
}
