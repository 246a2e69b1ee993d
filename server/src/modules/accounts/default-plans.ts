import type { Plan, PlanFeature, PlanRules } from './plan-rules.ts';

const notOnGrowth: readonly PlanFeature[] = [
  'chatbots',
  'chatStatus',
  'teamAssignment',
  'segments',
  'contactBulk',
  'webhooks',
  'salesAnalytics',
  'broadcastRetry',
];

function toRules(sendRate: number, rest: Omit<PlanRules, 'rates' | 'marketingPerDay' | 'trialMessages'>): PlanRules {
  const others = { contactAdd: 10, contactList: 10, messageList: 10 };
  const rates = { ...others, templateSend: sendRate, templateBulk: sendRate };
  return { rates, marketingPerDay: null, trialMessages: null, ...rest };
}

/**
 * WATI's plans (platform-behaviour.md, sections 4 to 7). The numbers of the trial are not published; these are ours. A
 * plan of the same name that was saved on this server takes the place of one here.
 */
export const defaultPlans: readonly Plan[] = [
  {
    name: 'trial',
    rules: {
      ...toRules(30, { monthlyCalls: 10_000, seats: 3, without: [...notOnGrowth, 'contactUpdate'] }),
      marketingPerDay: 250,
      trialMessages: 100,
    },
  },
  { name: 'growth', rules: toRules(30, { monthlyCalls: 10_000, seats: 3, without: [...notOnGrowth] }) },
  { name: 'pro', rules: toRules(60, { monthlyCalls: 200_000, seats: 5, without: ['contactBulk'] }) },
  { name: 'business', rules: toRules(100, { monthlyCalls: 20_000_000, seats: 5, without: [] }) },
];
