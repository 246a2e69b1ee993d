import { collectWebhooks } from './collect-webhooks.ts';
import { StoryError } from './read-story.ts';
import { createStoryHttp, type HttpAnswer, type StoryHttp } from './story-http.ts';
import type { StoryWorld } from './story-world.ts';

const endpointsPath = '/api/parley/v1/webhook-endpoints';

export interface PlatformAddress {
  /** Origin, without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  /** The events that the story expects by webhook. */
  readonly events: readonly string[];
  /** Business numbers whose events count; the default number when there are none. */
  readonly channels: readonly string[];
}

/**
 * A platform that runs at `baseUrl` with its simulator on. Makes webhook endpoints of its own for the events of the story
 * and takes them away at the end. Throws a StoryError when the token or an event is refused.
 */
export async function joinPlatform(address: PlatformAddress): Promise<StoryWorld> {
  const { baseUrl, token, events } = address;
  const http = createStoryHttp();
  const call = async (method: string, path: string, json?: unknown): Promise<HttpAnswer['body']> => {
    const answer = await http.call({
      method,
      url: `${baseUrl}${path}`,
      headers: { authorization: `Bearer ${token}` },
      json,
    });
    if (answer.status < 400) return answer.body;
    throw new StoryError(`${method} ${baseUrl}${path} was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  try {
    const { tenantId } = (await call('GET', '/api/parley/v1/token')) as { tenantId: string };
    const hooks = events.length === 0 ? undefined : await listen(call, events, address.channels);
    return {
      kind: 'platform',
      baseUrl,
      token,
      variables: { base_url: baseUrl, tenant_id: tenantId, token },
      webhooks: async () => hooks?.collector.received ?? [],
      async close() {
        await hooks?.leave();
        await http.close();
      },
    };
  } catch (error) {
    await closeQuietly(http);
    throw error;
  }
}

type Call = (method: string, path: string, json?: unknown) => Promise<unknown>;

async function listen(call: Call, events: readonly string[], channels: readonly string[]) {
  const collector = await collectWebhooks();
  const ids: string[] = [];
  const leave = async (): Promise<void> => {
    for (const id of ids) await call('DELETE', `${endpointsPath}/${id}`).catch(() => undefined);
    await collector.close();
  };
  try {
    const eventTypes = [...new Set(events)];
    for (const [index, channel] of (channels.length > 0 ? channels : [null]).entries()) {
      const input = { url: `${collector.url}/${index + 1}`, eventTypes, channelPhoneNumber: channel };
      const made = (await call('POST', endpointsPath, input)) as { endpoint: { id: string } };
      ids.push(made.endpoint.id);
    }
  } catch (error) {
    await leave();
    throw error;
  }
  return { collector, leave };
}

async function closeQuietly(http: StoryHttp): Promise<void> {
  await http.close().catch(() => undefined);
}
