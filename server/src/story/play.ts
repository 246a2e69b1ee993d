import { setTimeout as pause } from 'node:timers/promises';
import type { ShownMessage } from './phone.ts';
import type { StoryCustomer } from './read-story.ts';
import { StepMismatch } from './step-mismatch.ts';
import type { HttpAnswer, StoryHttp } from './story-http.ts';
import type { StoryWorld } from './story-world.ts';

const pollMs = 25;

/** A story under way: what steps share. */
export interface Play {
  readonly world: StoryWorld;
  readonly http: StoryHttp;
  readonly variables: Map<string, string>;
  /** Ids of messages of the business that the story has accounted for, and those from before it. */
  readonly accounted: Set<string>;
  /** Keys of the webhooks that an expectation has taken, and of those from before the story. */
  readonly takenWebhooks: Set<string>;
}

/** Calls the simulator's control. Throws a StepMismatch with its words when it refuses. */
export async function control(play: Play, method: string, path: string, json?: unknown): Promise<unknown> {
  const url = `${play.world.baseUrl}/simulator${path}`;
  const answer = await play.http.call({ method, url, json });
  if (answer.status >= 400) throw new StepMismatch('that the simulator does it', JSON.stringify(answer.body));
  return answer.body;
}

/** Calls the API of the platform with the token of the story. */
export function callApi(
  play: Play,
  method: string,
  path: string,
  query?: Record<string, unknown>,
): Promise<HttpAnswer> {
  const { baseUrl, token } = play.world;
  const headers = { authorization: `Bearer ${token ?? ''}` };
  return play.http.call({ method, url: `${baseUrl}${path}`, headers, query });
}

/** Lets everything that is due run; programs outside answer in their own time. */
export async function settle(play: Play): Promise<void> {
  await control(play, 'POST', '/clock', { advance_seconds: 0 });
}

/** What the business sent to that phone, oldest first. */
export async function sentTo(
  play: Play,
  customer: StoryCustomer,
  channel: string | undefined,
): Promise<ShownMessage[]> {
  const query = channel === undefined ? '' : `?channel=${encodeURIComponent(channel)}`;
  const shown = (await control(play, 'GET', `/customers/${customer.phone}/messages${query}`)) as ShownMessage[];
  return shown.filter((message) => message.direction === 'out');
}

/** The next message of the business that the story has not accounted for. */
export async function findNext(
  play: Play,
  customer: StoryCustomer,
  channel: string | undefined,
): Promise<ShownMessage | undefined> {
  return (await sentTo(play, customer, channel)).find((message) => !play.accounted.has(message.id));
}

/** Looks again until `look` finds something or the time is over; answers what it found. */
export async function lookUntil<Found>(
  withinMs: number,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const begun = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() - begun >= withinMs) return found;
    await pause(pollMs);
  }
}
