import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer, EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { MessageFacts } from '../messages/index.ts';
import { campaignEvent } from './campaign-event.ts';

const pauseMarketingStatement = tenantStatement<{ id: string }>(
  'campaigns.pause-marketing',
  `update campaigns c set state = 'paused', state_reason = $4, state_actor = 'system', updated_at = $3, waiting_for = null,
     look_at = $3
   where c.tenant_id = $1 and c.channel_id = $2 and c.feeding and c.state = 'sending'
     and exists (
       select 1 from templates t where t.tenant_id = $1 and t.id = c.template_id and upper(t.category) = 'MARKETING')
   returning c.id`,
);

const pauseTemplateStatement = tenantStatement<{ id: string }>(
  'campaigns.pause-template',
  `update campaigns c set state = 'paused', state_reason = $4, state_actor = 'system', updated_at = $3, waiting_for = null,
     look_at = $3
   where c.tenant_id = $1 and c.template_id = $2 and c.feeding and c.state = 'sending'
   returning c.id`,
);

/**
 * Pauses campaigns whose next messages would fail as well, in the transaction of the failure: those with marketing of a number
 * that Meta limits because people block or report it (131048), and those with a template that Meta disabled or does not have
 * as it is here (132016, 132001). A person looks and resumes them. `record` is that of the recorder which runs this.
 */
export function createCampaignPauser(deps: {
  readonly clock: Clock;
  readonly record: EventRecorder['record'];
}): EventConsumer {
  return {
    name: 'campaign pauses',
    async consume(tx, events) {
      for (const { tenantId, what, id, reason } of findStopped(events)) {
        const at = deps.clock.now();
        const statement = what === 'marketing' ? pauseMarketingStatement : pauseTemplateStatement;
        const rows = await tx.tenant(tenantId, statement, [id, at, reason]);
        const paused = rows.map((row) =>
          campaignEvent('campaign.paused', { tenantId, id: row.id, at }, { actor: 'system', reason }),
        );
        await deps.record(tx, paused);
      }
    },
    committed() {},
  };
}

interface Stopped {
  readonly tenantId: string;
  readonly what: 'marketing' | 'template';
  /** Of the number, or of the template. */
  readonly id: string;
  readonly reason: string;
}

/** Sorted, so that two batches lock campaigns in the same order. */
function findStopped(events: readonly PlatformEvent[]): Stopped[] {
  const stopped = new Map<string, Stopped>();
  for (const { type, tenantId, data, facts } of events) {
    const code = data?.code;
    if (type !== 'message.failed' || typeof code !== 'string' || facts === undefined) continue;
    const { verdict, plain, suggestion } = findErrorRule(Number(code));
    if (verdict.kind !== 'fix') continue;
    const { channelId, templateId } = (facts as MessageFacts).message;
    const reason = `${plain} ${suggestion}`;
    if (verdict.pausesMarketing) stopped.set(channelId, { tenantId, what: 'marketing', id: channelId, reason });
    if (verdict.pausesTemplate && templateId !== null) {
      stopped.set(templateId, { tenantId, what: 'template', id: templateId, reason });
    }
  }
  return [...stopped.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
