import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer, EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import { type SyncDeps, syncTemplate } from '../templates/index.ts';
import type { MessageFacts } from './types.ts';

export interface TemplateRefresher {
  readonly consumer: EventConsumer;
  /** Resolves when no template is being read. */
  idle(): Promise<void>;
}

export interface TemplateRefresherDeps extends Omit<SyncDeps, 'events'> {
  readonly log: Log;
  readonly clock: Clock;
  events(): EventRecorder;
  loadCredentials(tenantId: string, channelId: string): Promise<ChannelCredentials | undefined>;
}

/** Meta holds the template in another state than we thought: gone or not approved, paused, disabled (cloud-api-behaviour section 5). */
const staleCodes: ReadonlySet<unknown> = new Set(['132001', '132015', '132016']);
/** One template is not read more often, however many of its messages fail. */
const gapMs = 60_000;
const maxRemembered = 1_000;

/**
 * Reads a template anew when a message fails because Meta holds it in another state: the webhook that tells it may be late or
 * lost. A hint only; what is missed is found by the hourly synchronisation.
 */
export function createTemplateRefresher(deps: TemplateRefresherDeps): TemplateRefresher {
  const readAt = new Map<string, number>();
  const underWay = new Set<Promise<void>>();

  const refresh = async ({ tenantId, channelId, templateName }: StaleTemplate): Promise<void> => {
    try {
      const channel = await deps.loadCredentials(tenantId, channelId);
      if (channel) await syncTemplate({ ...deps, events: deps.events() }, channel, templateName);
    } catch (error) {
      deps.log.warn({ err: error, tenantId, channelId, templateName }, 'a template could not be read anew');
    }
  };

  return {
    consumer: {
      name: 'template refresh',
      async consume() {},
      committed(events) {
        for (const stale of findStale(events)) {
          const key = `${stale.tenantId}/${stale.channelId}/${stale.templateName}`;
          const nowMs = deps.clock.nowMs();
          if (nowMs - (readAt.get(key) ?? Number.NEGATIVE_INFINITY) < gapMs) continue;
          if (readAt.size >= maxRemembered) readAt.clear();
          readAt.set(key, nowMs);
          const reading = refresh(stale).finally(() => underWay.delete(reading));
          underWay.add(reading);
        }
      },
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}

interface StaleTemplate {
  readonly tenantId: string;
  readonly channelId: string;
  readonly templateName: string;
}

function findStale(events: readonly PlatformEvent[]): StaleTemplate[] {
  return events.flatMap(({ type, tenantId, data, facts }) => {
    if (type !== 'message.failed' || !staleCodes.has(data?.code) || facts === undefined) return [];
    const { channelId, templateName } = (facts as MessageFacts).message;
    return templateName === null ? [] : [{ tenantId, channelId, templateName }];
  });
}
