import type { Clock } from '../kernel/clock.ts';
import type { Channel, Portfolio, Waba } from './accounts.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import { type MessagingLimit, messagingLimits } from './simulated-account.ts';
import type { WebhookSender } from './webhook-sender.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** Behaviour 4: how soon a limit rises once it may. */
const raiseAfterMs = 6 * hourMs;
/** What the webhook of a raised limit says beside it. */
const numbersPerBusiness = 20;

const sizes: Readonly<Record<MessagingLimit, number>> = {
  TIER_250: 250,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Number.POSITIVE_INFINITY,
};

/** The messaging limit of section 4: distinct people whom a portfolio reaches outside a window in rolling 24 hours. */
export interface PortfolioLimits {
  /** Counts a first message to somebody; false when there is no room for one more person today. */
  reach(channel: Channel, waId: string): boolean;
}

/** People by the moment at which they were counted, oldest first. */
interface Reached {
  readonly today: Map<string, number>;
  readonly week: Map<string, number>;
  isRising: boolean;
}

export function createPortfolioLimits(deps: {
  clock: Clock;
  schedule: Schedule;
  settings: Settings;
  sender: WebhookSender;
}): PortfolioLimits {
  const { clock, schedule, settings } = deps;
  const reached = new Map<Portfolio, Reached>();
  const considerRaise = (waba: Waba, counts: Reached): void => {
    const { portfolio } = waba;
    const mayRise = settings.current().raise_messaging_limit && !counts.isRising;
    if (!mayRise || counts.week.size < sizes[portfolio.messagingLimit] / 2) return;
    counts.isRising = true;
    schedule.at(clock.nowMs() + raiseAfterMs, () => {
      counts.isRising = false;
      if (waba.channels.some((channel) => channel.state.quality === 'RED')) return;
      const next = messagingLimits[messagingLimits.indexOf(portfolio.messagingLimit) + 1];
      if (!next) return;
      portfolio.messagingLimit = next;
      deps.sender.send(capabilityUpdate(waba));
    });
  };
  return {
    reach({ waba }, waId) {
      const { portfolio } = waba;
      const limit = sizes[portfolio.messagingLimit];
      if (limit === Number.POSITIVE_INFINITY) return true;
      const counts = reached.get(portfolio) ?? { today: new Map(), week: new Map(), isRising: false };
      reached.set(portfolio, counts);
      const nowMs = clock.nowMs();
      forgetBefore(counts.today, nowMs - dayMs);
      forgetBefore(counts.week, nowMs - weekMs);
      if (counts.today.has(waId)) return true;
      if (counts.today.size >= limit) return false;
      counts.today.set(waId, nowMs);
      counts.week.delete(waId);
      counts.week.set(waId, nowMs);
      considerRaise(waba, counts);
      return true;
    },
  };
}

/** The webhook of a portfolio's limit. */
export function capabilityUpdate(waba: Waba) {
  return {
    wabaId: waba.id,
    field: 'business_capability_update',
    value: {
      max_daily_conversations_per_business: waba.portfolio.messagingLimit,
      max_phone_numbers_per_business: numbersPerBusiness,
      max_phone_numbers_per_waba: numbersPerBusiness,
    },
    operation: 'account',
  } as const;
}

function forgetBefore(people: Map<string, number>, ms: number): void {
  for (const [waId, atMs] of people) {
    if (atMs > ms) return;
    people.delete(waId);
  }
}
