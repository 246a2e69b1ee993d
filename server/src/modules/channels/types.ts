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

/** A channel with what is needed to act for it at Meta. Never log it. */
export interface ChannelCredentials extends Channel {
  accessToken: string;
}

/** A Meta app whose webhooks come here: its secrets in the clear. Never log it. */
export interface MetaApp {
  id: string;
  callbackId: string | null;
  appSecret: string;
  verifyToken: string;
}
