import type { components } from '@parley/contract/wati-v1-v2';
import type { ConnectedNumber, ConnectedWaba } from '../../../modules/channels/index.ts';

type Schemas = components['schemas'];

/** The number as people write it, by Meta; until Meta was reached its digits behind a plus. */
export function toDisplayed({ channel, profile }: ConnectedNumber): string {
  return profile?.displayPhoneNumber ?? `+${channel.phoneNumber}`;
}

export function toPhoneNumberV1(number: ConnectedNumber): Schemas['PhoneNumberV1'] {
  const { channel, profile } = number;
  return {
    displayPhoneNumber: toDisplayed(number),
    phoneId: channel.phoneNumberId,
    channelPhoneNumber: channel.phoneNumber,
    phoneNumber: channel.phoneNumber,
    verifiedName: profile?.verifiedName ?? null,
    qualityRating: profile?.qualityRating ?? null,
    status: profile?.status ?? null,
    wabaId: channel.wabaId,
  };
}

export function toBusinessAccount(waba: ConnectedWaba): Schemas['BusinessAccount'] {
  return {
    id: waba.wabaId,
    wabaId: waba.wabaId,
    name: waba.name,
    bmId: waba.businessId,
    phoneNumbers: waba.numbers.map(toPhoneNumberV1),
  };
}
