import { type LoadDeps, toReport } from './customers.ts';
import { type SentMessage, toContact, toEnvelope, toStatus } from './meta-bodies.ts';
import type { PostedReport, StatusWord } from './peer-protocol.ts';

const allStatuses: readonly StatusWord[] = ['sent', 'delivered', 'read'];

/** What Meta tells of one message: three webhooks, one after the other. */
export async function playStatuses(deps: LoadDeps, message: SentMessage): Promise<void> {
  for (const status of allStatuses) await deps.poster.post(toStatusBody(deps, message, status));
}

/** One pass over all messages for each status, `connections` at a time. */
export async function postStatuses(
  deps: LoadDeps,
  messages: readonly SentMessage[],
  input: { connections: number; statuses: readonly StatusWord[] },
): Promise<PostedReport> {
  const startedAt = deps.nowMs();
  const answers: number[] = [];
  for (const status of input.statuses) {
    let next = 0;
    const serve = async (): Promise<void> => {
      for (let message = messages[next++]; message; message = messages[next++]) {
        const begun = deps.nowMs();
        await deps.poster.post(toStatusBody(deps, message, status));
        answers.push(deps.nowMs() - begun);
      }
    };
    await Promise.all(Array.from({ length: input.connections }, serve));
  }
  return { ...toReport(answers, deps.nowMs() - startedAt), bySender: [] };
}

function toStatusBody(deps: LoadDeps, message: SentMessage, status: StatusWord): string {
  const number = { ...deps.number, phoneNumberId: message.phoneNumberId };
  const statuses = [toStatus(message, status, deps.unixSeconds())];
  return toEnvelope(number, { contacts: [toContact(message.waId)], statuses });
}
