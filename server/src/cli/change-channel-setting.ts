import { isDatabaseTrouble } from '../db/database-trouble.ts';
import {
  type Channel,
  listMetaApps,
  saveMetaApp,
  setMarketingApi,
  setMessagingAccount,
} from '../modules/channels/index.ts';
import type { ChangeAtMeta } from './change-at-meta.ts';
import { type CommandDeps, need, UsageError } from './command-context.ts';

/** Changes how the sends of a channel go to Meta; answers the sentence that tells of it. */
export async function changeSetting(
  deps: CommandDeps,
  channel: Channel,
  { verb, given, usage }: ChangeAtMeta,
): Promise<string> {
  if (verb === 'set-marketing-api') {
    const state = need(given.state, 'state', usage);
    if (state !== 'on' && state !== 'off') throw new UsageError('--state is on or off.');
    await setMarketingApi(deps, channel.tenantId, channel.id, state === 'on');
    return `Marketing of ${channel.name} goes by ${state === 'on' ? 'the Marketing Messages API' : 'messages'}.`;
  }
  if (verb === 'set-app') return setApp(deps, channel, given, usage);
  const wanted = need(given['messaging-account'], 'messaging-account', usage);
  const id = wanted === 'none' ? null : wanted;
  if (id !== null && !/^\d{1,40}$/.test(id)) throw new UsageError('--messaging-account is a number, or none.');
  await setMessagingAccount(deps, channel.tenantId, channel.wabaId, id);
  const named = id === null ? 'no messaging account' : `the messaging account ${id}`;
  return `Sends of account ${channel.wabaId} name ${named}.`;
}

/** The secrets of the Meta app of a channel, after a reset at Meta or when the secret key is lost. */
async function setApp(
  deps: CommandDeps,
  { metaAppId: id }: Channel,
  given: ChangeAtMeta['given'],
  usage: string,
): Promise<string> {
  const appSecret = need(given['app-secret'], 'app-secret', usage);
  const known = await findVerifyToken(deps, id);
  const verifyToken = need(given['verify-token'] ?? known, 'verify-token', usage);
  await saveMetaApp(deps, { id, appSecret, verifyToken });
  return `The secrets of the Meta app ${id} are replaced; running processes know them within seconds.`;
}

/** Undefined also when it was sealed with a key that is lost. */
async function findVerifyToken(deps: CommandDeps, metaAppId: string): Promise<string | undefined> {
  try {
    return (await listMetaApps(deps)).find((app) => app.id === metaAppId)?.verifyToken;
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    return undefined;
  }
}
