import type { JsonObject } from './json-value.ts';

/** A business phone number of the simulated account. */
export interface SimulatedNumber {
  readonly phoneNumberId: string;
  /** As the business shows it; webhooks carry its digits. */
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** Messages a second before code 130429; 0 means no limit. */
  readonly throughputPerSecond: number;
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
  readonly parameter_format?: 'NAMED' | 'POSITIONAL';
  readonly components: readonly JsonObject[];
  readonly quality_score?: JsonObject;
  readonly rejected_reason?: string;
}

/** A WhatsApp Business account with the token that may act for it. */
export interface SimulatedWaba {
  readonly id: string;
  readonly accessToken: string;
  readonly numbers: readonly SimulatedNumber[];
  readonly templates: readonly SimulatedTemplate[];
}

/** The Meta app that gets the webhooks. */
export interface SimulatedApp {
  readonly id: string;
  /** Signs the webhooks. */
  readonly secret: string;
  /** Sent in the handshake, which the receiver compares. */
  readonly verifyToken: string;
  /** Asked at each use, since the address may be known only after listening. */
  readonly callbackUrl: () => string;
}
