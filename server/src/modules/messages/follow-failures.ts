import type { EventConsumer, EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import { changeConsent } from '../contacts/index.ts';
import type { MessageFacts } from './types.ts';

/**
 * Writes down that a person does not want marketing when Meta refuses a message for that reason (131050), in the transaction
 * of the failure. `record` is that of the recorder which runs this.
 */
export function createConsentFollower(deps: {
  readonly clock: Clock;
  readonly record: EventRecorder['record'];
}): EventConsumer {
  return {
    name: 'consent',
    async consume(tx, events) {
      const changes = events.flatMap((event) => {
        if (event.type !== 'message.failed' || !optsOut(event.data?.code)) return [];
        const facts = event.facts as MessageFacts | undefined;
        if (facts === undefined) return [];
        return [{ tenantId: event.tenantId, contactId: facts.message.contactId, allows: false, at: event.at }];
      });
      if (changes.length === 0) return;
      await changeConsent({ clock: deps.clock, events: { record: deps.record, committed() {} } }, tx, changes);
    },
    committed() {},
  };
}

function optsOut(code: unknown): boolean {
  if (typeof code !== 'string' || code === '') return false;
  const { verdict } = findErrorRule(Number(code));
  return verdict.kind === 'drop' && verdict.optsOutOfMarketing === true;
}
