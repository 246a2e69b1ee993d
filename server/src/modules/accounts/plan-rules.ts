import { z } from 'zod';

/** Kinds of calls that are counted apart, each over the versions of the API. */
const callClasses = ['contactAdd', 'contactList', 'messageList', 'templateSend', 'templateBulk'] as const;
export type CallClass = (typeof callClasses)[number];

/** What a plan can go without. */
const planFeatures = [
  'chatbots',
  'chatStatus',
  'teamAssignment',
  'segments',
  'contactBulk',
  'contactUpdate',
  'webhooks',
  'salesAnalytics',
  'broadcastRetry',
] as const;
export type PlanFeature = (typeof planFeatures)[number];

const count = z.int().min(0).max(1_000_000_000);
/** Calls of one class in 10 seconds; the moments of all of them are kept in one row. */
const maxRate = 10_000;

export const planRulesSchema = z.strictObject({
  /** Calls in any 10 seconds; a class that is not named has no limit. */
  rates: z.partialRecord(z.enum(callClasses), z.int().min(1).max(maxRate)),
  /** Calls in a calendar month (UTC); null: no limit. */
  monthlyCalls: count.nullable(),
  /** Operators; null: no limit. */
  seats: count.nullable(),
  marketingPerDay: count.nullable(),
  trialMessages: count.nullable(),
  without: z.array(z.enum(planFeatures)).max(planFeatures.length),
});

/** What a tenant on a plan may do. WATI's numbers are those of platform-behaviour.md, sections 4 to 7. */
export type PlanRules = z.infer<typeof planRulesSchema>;

export interface Plan {
  readonly name: string;
  readonly rules: PlanRules;
}

/** The window over which rates are counted. */
export const rateWindowMs = 10_000;
