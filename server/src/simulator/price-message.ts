import type { JsonObject } from './json-value.ts';
import type { Settings } from './settings.ts';

/** What a status says of money; `conversation` only inside a free entry point. */
export interface MessagePrice {
  readonly pricing: JsonObject;
  readonly conversation: { readonly id: string; readonly endsMs: number } | undefined;
  /** Counts against the monthly allowance once it is delivered. */
  readonly isService: boolean;
}

/** Prices messages by section 10 of the behaviour and counts the free allowance. Months are those of UTC. */
export interface Pricing {
  price(message: {
    phoneNumberId: string;
    nowMs: number;
    /** Undefined for a message without template. */
    templateCategory: string | undefined;
    windowOpen: boolean;
    freeEntry: { readonly id: string; readonly endsMs: number } | undefined;
  }): MessagePrice;
  delivered(phoneNumberId: string, nowMs: number): void;
}

export function createPricing(settings: Settings): Pricing {
  const used = new Map<string, { month: string; count: number }>();
  const usedThisMonth = (phoneNumberId: string, nowMs: number): { month: string; count: number } => {
    const month = new Date(nowMs).toISOString().slice(0, 7);
    const entry = used.get(phoneNumberId);
    if (entry?.month === month) return entry;
    const fresh = { month, count: 0 };
    used.set(phoneNumberId, fresh);
    return fresh;
  };
  return {
    price({ phoneNumberId, nowMs, templateCategory, windowOpen, freeEntry }) {
      const isService = templateCategory === undefined;
      const category = templateCategory?.toLowerCase() ?? 'service';
      if (freeEntry && nowMs < freeEntry.endsMs) {
        return { pricing: toPricing('free_entry_point', 'referral_conversion'), conversation: freeEntry, isService };
      }
      const { charged_service_from: from, free_service_messages: allowance } = settings.current();
      const newRules = nowMs >= Date.parse(from);
      const isFree = isService
        ? !newRules || usedThisMonth(phoneNumberId, nowMs).count < allowance
        : !newRules && category === 'utility' && windowOpen;
      return {
        pricing: toPricing(isFree ? 'free_customer_service' : 'regular', category),
        conversation: undefined,
        isService,
      };
    },
    delivered(phoneNumberId, nowMs) {
      usedThisMonth(phoneNumberId, nowMs).count += 1;
    },
  };
}

function toPricing(type: string, category: string): JsonObject {
  return { billable: type === 'regular', pricing_model: 'PMP', type, category };
}
