/** The sentences of ticket rows in the history, as WATI words them where its words were seen (wati-v1-v2-behaviour section 7). */
export const sentences = {
  initialised: (name: string, address: string): string =>
    `The chat has been initialized by contact ${name} (${address})`,
  opened: (actor: string): string => `The chat has been opened by ${actor}`,
  expired: 'The chat has expired: 24 hours passed without a message of the contact',
  closed: (actor: string): string => `The chat has been closed by ${actor}`,
  statusChanged: (status: string, actor: string): string =>
    `The ticket status has been changed to ${status} by ${actor}`,
  assigned: (assignee: string, actor: string): string => `The chat has been assigned to ${assignee} by ${actor}`,
  joined: 'The chat has been closed: it was joined with another chat of the same person',
  called: (call: { direction: string; caller: string; status: string; durationSeconds: number | null }): string => {
    const who = call.direction === 'inbound' ? `Voice call from ${call.caller}` : `Voice call to ${call.caller}`;
    return `${who}: ${call.status}${call.durationSeconds ? ` after ${call.durationSeconds} seconds` : ''}`;
  },
  blocked: (actor: string): string => `The contact has been blocked by ${actor}`,
  unblocked: (actor: string): string => `The contact has been unblocked by ${actor}`,
} as const;

/** How the history names the bot, who has every chat that nobody was given. */
export const botName = 'Bot';

/** How the history names the platform itself. */
export const systemName = 'System';
