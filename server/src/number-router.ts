import type { Database } from './db/database.ts';
import { routeNumbers } from './modules/channels/index.ts';

const routeFreshMs = 1_000;

type Route = (metaAppId: string, phoneNumberIds: readonly string[]) => Promise<RouteMap>;
type RouteMap = Map<string, Awaited<ReturnType<typeof routeNumbers>>[number]>;

/** Finds the channels of Meta's numbers. They rarely move: a found one is remembered for a second, a miss never. */
export function createNumberRouter(db: Database): Route {
  let known: RouteMap = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  return async (metaAppId, phoneNumberIds) => {
    if (performance.now() - readAt > routeFreshMs) known = new Map();
    if (phoneNumberIds.some((id) => !known.has(id))) {
      const channels = await routeNumbers({ db }, [...new Set([...known.keys(), ...phoneNumberIds])]);
      known = new Map(channels.map((channel) => [channel.phoneNumberId, channel]));
      readAt = performance.now();
    }
    return new Map([...known].filter(([, channel]) => channel.metaAppId === metaAppId));
  };
}
