import type { components } from '@parley/contract/wati-v1-v2';
import type { ConnectedNumber, ConnectedWaba } from '../../../modules/channels/index.ts';
import { toDisplayed } from '../../v1/shapes/number.ts';

type Schemas = components['schemas'];

/** WhatsApp is channel type 0, and every number is connected in the same way. */
const whatsAppType = 0;
const signupType = 0;

export function toPhoneNumberV2(waba: ConnectedWaba, { channel }: ConnectedNumber): Schemas['PhoneNumberV2'] {
  return {
    bmId: waba.businessId,
    channelId: channel.id,
    channelName: channel.name,
    channelType: whatsAppType,
    embeddedSignupType: signupType,
    phoneNumber: channel.phoneNumber,
    phoneNumberId: channel.phoneNumberId,
    wabaContextId: waba.id,
    wabaId: waba.wabaId,
  };
}

/** The documented members, then what Meta tells beyond them. */
export function toPhoneNumberProfile(number: ConnectedNumber): Schemas['PhoneNumberProfile'] {
  const { channel, profile } = number;
  return {
    displayPhoneNumber: toDisplayed(number),
    phoneId: channel.phoneNumberId,
    qualityRating: profile?.qualityRating ?? null,
    status: profile?.status ?? null,
    verifiedName: profile?.verifiedName ?? null,
    wabaId: channel.wabaId,
    codeVerificationStatus: profile?.codeVerificationStatus ?? null,
    nameStatus: profile?.nameStatus ?? null,
    messagingLimitTier: profile?.messagingLimitTier ?? null,
    throughput: profile?.throughputLevel ?? null,
    about: profile?.about ?? null,
    address: profile?.address ?? null,
    description: profile?.description ?? null,
    email: profile?.email ?? null,
    vertical: profile?.vertical ?? null,
    websites: profile?.websites ?? [],
    profilePictureUrl: profile?.pictureUrl ?? null,
  };
}
