import type { EventConsumer } from '../../events/record.ts';
import type { Log } from '../../kernel/log.ts';

/**
 * Tells the log when a number stops sending and when it goes on, whoever caused it: Meta's answer to a send, a webhook or a
 * person. For operators whose alerts read the log alone; the commands, which run in processes of their own, tell it themselves.
 */
export function createPauseLog({ log }: { readonly log: Log }): EventConsumer {
  return {
    name: 'channels.pause-log',
    async consume() {},
    committed(events) {
      for (const { type, tenantId, subjectId: channelId, data } of events) {
        if (type === 'channel.paused') log.warn({ tenantId, channelId, reason: data?.reason }, 'a number is paused');
        if (type === 'channel.resumed') log.info({ tenantId, channelId }, 'a number sends again');
      }
    },
  };
}
