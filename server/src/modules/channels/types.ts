/** A connected business phone number. */
export interface Channel {
  tenantId: string;
  id: string;
  metaAppId: string;
  wabaId: string;
  phoneNumberId: string;
  /** Digits with country code. */
  phoneNumber: string;
  name: string;
  isDefault: boolean;
  /** Messages a second that Meta allows; 0: no limit. */
  throughputPerSecond: number;
  unconfirmedPolicy: 'hold' | 'resend';
  pausedAt: Date | null;
  pausedReason: string | null;
  createdAt: Date;
}

/** What consumers of events need to know of a channel. */
export interface ChannelRef {
  readonly id: string;
  readonly phoneNumber: string;
  readonly isDefault: boolean;
}

/** A channel with what is needed to act for it at Meta. Never log it. */
export interface ChannelCredentials extends Channel {
  accessToken: string;
  /** Named in every send where it is set: for a token that reaches several messaging accounts (cloud-api-behaviour 1.8). */
  messagingAccountId?: string | null;
  /** Marketing templates go by the Marketing Messages API. */
  usesMarketingApi?: boolean;
}

/** A Meta app whose webhooks come here: its secrets in the clear. Never log it. */
export interface MetaApp {
  id: string;
  callbackId: string | null;
  appSecret: string;
  verifyToken: string;
}

/** What Meta tells of a number; null is what it did not tell. The words are Meta's. */
export interface NumberProfile {
  displayPhoneNumber: string | null;
  verifiedName: string | null;
  qualityRating: string | null;
  status: string | null;
  codeVerificationStatus: string | null;
  nameStatus: string | null;
  messagingLimitTier: string | null;
  throughputLevel: string | null;
  about: string | null;
  address: string | null;
  description: string | null;
  email: string | null;
  vertical: string | null;
  websites: string[];
  pictureUrl: string | null;
}

/** What Meta decides about a number. */
export type NumberState = Pick<
  NumberProfile,
  'qualityRating' | 'status' | 'nameStatus' | 'messagingLimitTier' | 'throughputLevel'
>;

/** A connected number with what is known of it; `profile` is null until Meta was reached once. */
export interface ConnectedNumber {
  readonly channel: Channel;
  readonly profile: NumberProfile | null;
}

/** A business account with its connected numbers. */
export interface ConnectedWaba {
  /** Our id of the account. */
  readonly id: string;
  readonly wabaId: string;
  readonly name: string | null;
  /** The business portfolio that owns it. */
  readonly businessId: string | null;
  readonly numbers: readonly ConnectedNumber[];
}
