import type { Accounts, Channel } from './accounts.ts';
import { GraphError } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import { requireText } from './read-parameter.ts';
import type { Schedule } from './schedule.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** Names that nobody gets. */
const reservedWords = ['whatsapp', 'meta', 'facebook'];
/** A name is reserved first and approved a little later. */
const approvalMs = 60_000;

export interface UsernameDeps {
  readonly clock: { nowMs(): number };
  readonly schedule: Schedule;
  readonly accounts: Accounts;
  readonly sender: WebhookSender;
}

/** The username of a number, or an empty object without one. */
export function readUsername({ state }: Channel): JsonObject {
  return state.username ? { username: state.username.name, status: state.username.status } : {};
}

/** Asks for a username; approved a minute later with a webhook. Throws 147001, 147002 or 147003. */
export function setUsername(deps: UsernameDeps, channel: Channel, body: JsonObject): { status: string } {
  const name = requireText(body, 'username').replace(/^@/, '').toLowerCase();
  const isWellFormed = /^[a-z0-9._]{3,35}$/.test(name) && /[a-z]/.test(name) && !/^\.|\.$|\.\./.test(name);
  if (!isWellFormed) {
    throw new GraphError(147003, 'A username has 3 to 35 letters, digits, dots and underscores.');
  }
  if (reservedWords.some((word) => name.includes(word))) throw new GraphError(147002, `${name} is not allowed.`);
  const holder = deps.accounts
    .list()
    .flatMap((waba) => waba.channels)
    .find((other) => other.state.username?.name === name);
  if (holder && holder !== channel) throw new GraphError(147001, `${name} is taken.`);
  const reserved = { name, status: 'reserved' } as const;
  channel.state.username = reserved;
  deps.schedule.at(deps.clock.nowMs() + approvalMs, () => {
    if (channel.state.username !== reserved) return;
    channel.state.username = { name, status: 'approved' };
    tell(deps, channel, name, 'approved');
  });
  return { status: 'reserved' };
}

/** Gives the username back. */
export function deleteUsername(deps: UsernameDeps, channel: Channel): { success: true } {
  const { username } = channel.state;
  channel.state.username = undefined;
  if (username) tell(deps, channel, username.name, 'deleted');
  return { success: true };
}

function tell({ sender }: UsernameDeps, channel: Channel, username: string, status: string): void {
  sender.send({
    wabaId: channel.waba.id,
    field: 'business_username_update',
    value: { display_phone_number: channel.digits, username, status },
    channel,
    operation: 'account',
  });
}
