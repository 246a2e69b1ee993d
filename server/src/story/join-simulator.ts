import { createStoryHttp } from './story-http.ts';
import type { SeenWebhook, StoryWorld } from './story-world.ts';

/** The simulator's log of tries keeps as many. */
const maxTries = 1_000;

interface Try {
  readonly at: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly body: string;
}

interface MetaPost {
  readonly entry?: readonly { readonly changes?: readonly { readonly field: string; readonly value: unknown }[] }[];
}

/**
 * A simulator alone that runs at `baseUrl`. Its webhooks are those that the program under test answered with 200, each
 * change apart: the event is the field (`messages`), the body the value. Of the last 1,000 tries.
 */
export function joinSimulator(baseUrl: string): StoryWorld {
  const http = createStoryHttp();
  return {
    kind: 'simulator',
    baseUrl,
    token: undefined,
    variables: { base_url: baseUrl, graph_url: `${baseUrl}/simulator/graph` },
    async webhooks() {
      const answer = await http.call({
        method: 'GET',
        url: `${baseUrl}/simulator/webhook-deliveries?limit=${maxTries}`,
      });
      const tries = answer.body as readonly Try[];
      return withKeys(tries.filter((entry) => entry.status === 200));
    },
    close: () => http.close(),
  };
}

// The same body may come twice in one moment: the count tells them apart.
function withKeys(tries: readonly Try[]): SeenWebhook[] {
  const counts = new Map<string, number>();
  return tries.flatMap(({ at, attempt, body }) => {
    const name = `${at} ${attempt} ${body}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return changesOf(body).map((change, index) => ({
      key: `${name} ${count} ${index}`,
      event: change.field,
      body: change.value,
    }));
  });
}

// A body that the log has cut is no JSON any more.
function changesOf(text: string): { field: string; value: unknown }[] {
  try {
    const post = JSON.parse(text) as MetaPost;
    return (post.entry ?? []).flatMap((entry) => entry.changes ?? []);
  } catch {
    return [];
  }
}
