/**
 * Owns WABAs, the phone numbers connected through them and the Meta apps that report on them. Promises that a number
 * belongs to one tenant and that its secrets are sealed at rest. Does not send: messages does.
 */
export { type AccountChange, accountFields, readAccountChange } from './account-change.ts';
export {
  type AccountFacts,
  type AccountPlace,
  applyAccountEvent,
  findAccountPlaces,
  listAccountChannels,
} from './apply-account-event.ts';
export {
  addChannel,
  findCredentials,
  getChannel,
  listChannels,
  listMetaApps,
  pauseChannel,
  pauseChannelIn,
  replaceAccessToken,
  resumeChannel,
  routeNumbers,
  saveMetaApp,
  setMarketingApi,
  setMessagingAccount,
} from './channel-verbs.ts';
export {
  type CheckDeps,
  type CheckLine,
  checkConnection,
  checkToken,
  pointCallbackHere,
  registerAtMeta,
  subscribeAccount,
} from './check-connection.ts';
export { findMessagingLimit, type MessagingLimit, readTier } from './messaging-limit.ts';
export { createPauseLog } from './pause-log.ts';
export { channelStatesStatement } from './queries.ts';
export { createNumberReader, findNumberProfile, getNumber, type NumberReader } from './read-numbers.ts';
export type { Channel, ChannelCredentials, ChannelRef, ConnectedNumber, ConnectedWaba, MetaApp } from './types.ts';
export { checkProfile, type ProfileChange, type ProfileGraph, updateProfile } from './update-profile.ts';
