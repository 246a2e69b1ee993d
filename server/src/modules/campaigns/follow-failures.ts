import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer, EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { MessageFacts } from '../messages/index.ts';
import { campaignEvent } from './campaign-event.ts';

const pauseMarketingStatement = tenantStatement<{ id: string }>(
  'campaigns.pause-marketing',
  `update campaigns c set state = 'paused', state_reason = $3, state_actor = 'system', updated_at = $4, waiting_for = null,
     look_at = $4
   where c.tenant_id = $1 and c.channel_id = $2 and c.feeding and c.state = 'sending'
     and exists (
       select 1 from templates t where t.tenant_id = $1 and t.id = c.template_id and upper(t.category) = 'MARKETING')
   returning c.id`,
);

/**
 * Pauses the marketing campaigns of a number that Meta limits because people block or report it (131048), in the transaction
 * of the failure: a person looks and resumes them. `record` is that of the recorder which runs this.
 */
export function createMarketingPauser(deps: {
  readonly clock: Clock;
  readonly record: EventRecorder['record'];
}): EventConsumer {
  return {
    name: 'marketing pauses',
    async consume(tx, events) {
      for (const { tenantId, channelId, reason } of findLimited(events)) {
        const at = deps.clock.now();
        const rows = await tx.tenant(tenantId, pauseMarketingStatement, [channelId, reason, at]);
        const paused = rows.map(({ id }) =>
          campaignEvent('campaign.paused', { tenantId, id, at }, { actor: 'system', reason }),
        );
        await deps.record(tx, paused);
      }
    },
    committed() {},
  };
}

interface LimitedNumber {
  readonly tenantId: string;
  readonly channelId: string;
  readonly reason: string;
}

function findLimited(events: readonly PlatformEvent[]): LimitedNumber[] {
  const limited = new Map<string, LimitedNumber>();
  for (const { type, tenantId, data, facts } of events) {
    const code = data?.code;
    if (type !== 'message.failed' || typeof code !== 'string' || facts === undefined) continue;
    const { verdict, plain, suggestion } = findErrorRule(Number(code));
    if (verdict.kind !== 'fix' || verdict.pausesMarketing !== true) continue;
    const { channelId } = (facts as MessageFacts).message;
    limited.set(channelId, { tenantId, channelId, reason: `${plain} ${suggestion}` });
  }
  return [...limited.values()].sort((a, b) => (a.channelId < b.channelId ? -1 : 1));
}
