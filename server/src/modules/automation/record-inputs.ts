import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { MessageFacts } from '../messages/index.ts';
import { insertInputsStatement } from './queries.ts';

/** What tells of a change or a feeling, and answers no question. */
const noInputs = new Set(['system', 'edit', 'revoke', 'reaction']);

/**
 * Writes down what customers say to a chatbot, in the transaction of their message. A conversation brings its run along,
 * so where no chatbot is at work nothing is asked of the database.
 */
export function createInputRecorder(deps: {
  /** Told after a commit that wrote something. */
  recorded: () => void;
}): EventConsumer {
  return {
    name: 'automation',
    async consume(tx, events) {
      const inputs = events.flatMap((event) => toInput(event) ?? []);
      if (inputs.length === 0) return;
      await tx.system(insertInputsStatement, [
        inputs.map(({ message }) => message.tenantId),
        inputs.map(({ runId }) => runId),
        inputs.map(({ message }) => message.id),
        inputs.map(({ message }) => message.conversationId),
        inputs.map(({ message }) => message.contactId),
        inputs.map(({ message }) => message.text),
        inputs.map(({ replyId }) => replyId),
        inputs.map(({ message }) => message.createdAt.toISOString()),
      ]);
    },
    committed(events) {
      if (events.some((event) => toInput(event) !== undefined)) deps.recorded();
    },
  };
}

interface Input {
  readonly runId: string;
  readonly message: MessageFacts['message'];
  readonly replyId: string | null;
}

function toInput(event: PlatformEvent): Input | undefined {
  // What a blocked contact writes is stored without facts: nobody answers it.
  if (event.type !== 'message.received' || event.facts === undefined) return undefined;
  const { message, flowRunId } = event.facts as MessageFacts;
  if (flowRunId === undefined || noInputs.has(message.type)) return undefined;
  const reply = message.content?.button_reply as { id?: unknown } | undefined;
  return { runId: flowRunId, message, replyId: typeof reply?.id === 'string' ? reply.id : null };
}
