import { z } from 'zod';

const hours = 3_600;
const days = 24 * hours;
const share = z.number().min(0).max(1);

const settingsSchema = z.strictObject({
  /** Rule 2.3: whether `wa_id` differs from what was sent in Mexico, Argentina and parts of Brazil. */
  normalise_numbers: z.boolean(),
  /** Rule 3.3: how a free-form message outside the window fails. */
  window_closed: z.enum(['async', 'sync']),
  /** Rule 3.4. */
  reaction_opens_window: z.boolean(),
  /** Rule 3.7. */
  free_entry_hours: z.number().min(1).max(720),
  /** Rule 10.3: the allowance of a number in a calendar month, and from when on it counts. */
  free_service_messages: z.number().int().min(0).max(1_000_000),
  charged_service_from: z.iso.datetime({ offset: true }),
  /** Rule 1.6: what an unknown id is answered with. */
  unknown_id: z.enum(['code_100', 'code_803']),
  /** Shares of people over whom the cap on marketing has come (131049), and of those in an experiment (130472). */
  marketing_cap_share: share,
  marketing_experiment_share: share,
  /** Section 4: no marketing to numbers of the United States (131049). */
  block_us_marketing: z.boolean(),
  /** Section 4: the code of a first message beyond the messaging limit is not documented. */
  messaging_limit_code: z.number().int().min(1),
  /** Section 4: the limit of a portfolio rises six hours after half of it was used within seven days. */
  raise_messaging_limit: z.boolean(),
  /** Rule 7.1: review of templates without a hand; null waits for the control call. */
  auto_review: z
    .strictObject({
      decision: z.enum(['APPROVED', 'REJECTED']),
      after_seconds: z
        .number()
        .min(0)
        .max(10 * days),
    })
    .nullable(),
  /** Rule 7.5: a pause ends after 3 and after 6 hours by itself, and the third one disables. */
  template_pauses_end: z.boolean(),
  /** Rule 8.15. */
  contacts_with_statuses: z.boolean(),
  /** Rule 8.4: adds X-Hub-Signature. */
  legacy_signature: z.boolean(),
  /** How a phone behaves; times count from the status before. The jitter is added to each, as the seed decides. */
  sent_after_seconds: z.number().min(0).max(days),
  delivered_after_seconds: z
    .number()
    .min(0)
    .max(30 * days),
  read_after_seconds: z
    .number()
    .min(0)
    .max(30 * days),
  jitter_seconds: z.number().min(0).max(days),
  /** Shares of messages that are delivered, and of those that a person who reads by themselves does read. */
  delivered_share: share,
  read_share: share,
});
export type SettingValues = z.output<typeof settingsSchema>;

/** Any of the settings; PATCH /simulator/settings and the configuration of `parley simulate`. */
export const settingsInput = settingsSchema.partial();
export type SettingsChange = z.output<typeof settingsInput>;

const defaults: SettingValues = {
  normalise_numbers: false,
  window_closed: 'async',
  reaction_opens_window: true,
  free_entry_hours: 72,
  free_service_messages: 1_000,
  charged_service_from: '2026-10-01T00:00:00Z',
  unknown_id: 'code_100',
  marketing_cap_share: 0,
  marketing_experiment_share: 0,
  block_us_marketing: false,
  messaging_limit_code: 131048,
  raise_messaging_limit: true,
  auto_review: null,
  template_pauses_end: true,
  contacts_with_statuses: true,
  legacy_signature: false,
  sent_after_seconds: 0,
  delivered_after_seconds: 0,
  read_after_seconds: 0,
  jitter_seconds: 0,
  delivered_share: 1,
  read_share: 1,
};

/**
 * What nobody but Meta knows, or what is disputed: each simulator decides for itself. All times are of the virtual clock.
 */
export interface Settings {
  current(): SettingValues;
  /** Sets the members that are named. */
  change(change: SettingsChange): SettingValues;
}

export function createSettings(first: SettingsChange = {}): Settings {
  let values = merge(defaults, first);
  return {
    current: () => values,
    change(change) {
      values = merge(values, change);
      return values;
    },
  };
}

function merge(values: SettingValues, change: SettingsChange): SettingValues {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...values, ...Object.fromEntries(named) };
}
