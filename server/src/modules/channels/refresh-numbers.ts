import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { GraphClient, GraphPhoneNumber } from '../../meta/graph-client.ts';
import { findCredentials } from './channel-verbs.ts';
import { keepAccount, keepNumber } from './keep-numbers.ts';
import { claimRefreshStatement } from './number-queries.ts';
import type { Channel, ChannelCredentials } from './types.ts';

export interface NumberRefreshDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly secrets: SecretBox;
  readonly graph: Pick<GraphClient, 'getBusinessAccount' | 'listPhoneNumbers' | 'getBusinessProfile'>;
}

/** What Meta told of a number is taken for true so long. */
export const numberFreshMs = 3_600_000;
/** After a try that failed Meta is left in peace so long. */
const askAgainMs = 60_000;

/**
 * Asks Meta for an account, its numbers and their profiles, and keeps the answers, when those kept are stale. One process
 * asks at a time, at most once a minute. `channels` are those of the account. What Meta does not answer stays as it was; what
 * is not as it was known is told as channel.changed and waba.changed, for Meta's webhook about it may have been lost.
 */
export async function refreshNumbers(
  deps: NumberRefreshDeps,
  tenantId: string,
  wabaId: string,
  channels: readonly Channel[],
): Promise<void> {
  const [first] = channels;
  if (!first) return;
  const nowMs = deps.clock.nowMs();
  const bounds = [new Date(nowMs - numberFreshMs), new Date(nowMs - askAgainMs), new Date(nowMs)];
  const [claimed] = await deps.db.tenant(tenantId, claimRefreshStatement, [wabaId, ...bounds]);
  if (!claimed) return;
  const credentials = await findCredentials(deps, tenantId, first.id);
  if (!credentials) return;
  const { accessToken } = credentials;
  const [account, numbers] = await Promise.all([
    deps.graph.getBusinessAccount({ wabaId, accessToken }),
    deps.graph.listPhoneNumbers({ wabaId, accessToken }),
  ]);
  if (numbers.kind !== 'ok') return;
  const byId = new Map(numbers.numbers.map((number) => [number.id, number]));
  for (const channel of channels) await refreshOne(deps, channel, credentials, byId.get(channel.phoneNumberId));
  const facts = account.kind === 'ok' ? account.account : undefined;
  await keepAccount(deps, tenantId, wabaId, facts);
}

async function refreshOne(
  deps: NumberRefreshDeps,
  channel: Channel,
  { accessToken }: ChannelCredentials,
  number: GraphPhoneNumber | undefined,
): Promise<void> {
  if (!number) return;
  const read = await deps.graph.getBusinessProfile({ phoneNumberId: channel.phoneNumberId, accessToken });
  const profile = read.kind === 'ok' ? read.profile : undefined;
  await keepNumber(deps, channel, number, profile);
}
