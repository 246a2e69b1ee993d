import type { Database } from './database.ts';

/**
 * A client of the network whose calls first commit what the held call wrote: no transaction stays open over the network,
 * and what the other side did is never undone here. Members named in `local` speak to nobody and stay as they are.
 */
export function commitBeforeCalls<Client extends object>(
  db: Pick<Database, 'checkpoint'>,
  client: Client,
  local: readonly (keyof Client)[] = [],
): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || local.some((one) => one === name)) return member;
      return async (...input: unknown[]): Promise<unknown> => {
        await db.checkpoint();
        return Reflect.apply(member, target, input);
      };
    },
  });
}
