import type { JsonObject } from './json-value.ts';

export const numberStatuses = [
  'CONNECTED',
  'PENDING',
  'BANNED',
  'DELETED',
  'DISCONNECTED',
  'FLAGGED',
  'RATE_LIMITED',
  'RESTRICTED',
] as const;
export type NumberStatus = (typeof numberStatuses)[number];

/** How many people a portfolio may write to first within 24 hours (behaviour 4). */
export const messagingLimits = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const;
export type MessagingLimit = (typeof messagingLimits)[number];

/** A business phone number of the simulated account. */
export interface SimulatedNumber {
  readonly phoneNumberId: string;
  /** As the business shows it; webhooks carry its digits. */
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** Messages a second, in and out, before code 130429; 0 means no limit. */
  readonly throughputPerSecond: number;
  /** CONNECTED when absent; PENDING for one that is still to be verified and registered. */
  readonly status?: NumberStatus;
  /** Of two-step verification; the first registration sets it when absent. */
  readonly pin?: string;
  /** Makes it a test number, which may write to these people only (code 131030). */
  readonly testRecipients?: readonly string[];
}

/** A template in the shape of a row of Meta's GET message_templates. */
export interface SimulatedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  /** ORDER_STATUS for a template that tells of an order. */
  readonly sub_category?: string;
  readonly previous_category?: string;
  /** The category that Meta has announced and not yet set. */
  readonly correct_category?: string;
  readonly parameter_format?: 'NAMED' | 'POSITIONAL';
  readonly components: readonly JsonObject[];
  readonly quality_score?: JsonObject;
  readonly rejected_reason?: string;
  /** How long an undelivered message of it lives. */
  readonly message_send_ttl_seconds?: number;
}

/** A WhatsApp Business account with the token that may act for it. */
export interface SimulatedWaba {
  readonly id: string;
  /** Never expires and may do all; more tokens stand beside the accounts. */
  readonly accessToken: string;
  readonly numbers: readonly SimulatedNumber[];
  readonly templates: readonly SimulatedTemplate[];
  /** The portfolio; accounts of one share the messaging limit. Each account has its own when absent. */
  readonly businessId?: string;
  /** Of the portfolio, TIER_UNLIMITED when absent; the first account of a portfolio decides. */
  readonly messagingLimit?: MessagingLimit;
  /** Apps that are subscribed from the beginning; the first app when absent. */
  readonly subscribedAppIds?: readonly string[];
}

/** A Meta app that gets webhooks. */
export interface SimulatedApp {
  readonly id: string;
  readonly name?: string;
  /** Signs the webhooks. */
  readonly secret: string;
  /** Sent in the handshake, which the receiver compares. */
  readonly verifyToken: string;
  /** Asked at each use, since the address may be known only after listening; an empty text is no callback. */
  readonly callbackUrl: () => string;
  /** Webhook fields that it gets; every field when absent. */
  readonly fields?: readonly string[];
}

export const tokenScopes = [
  'whatsapp_business_management',
  'whatsapp_business_messaging',
  'business_management',
] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A token beside those of the accounts. */
export interface SimulatedToken {
  readonly token: string;
  readonly appId: string;
  readonly wabaIds: readonly string[];
  readonly scopes: readonly TokenScope[];
  /** Unix milliseconds; undefined means never. */
  readonly expiresAtMs: number | undefined;
}
