import type { Operation } from './contract/operations.ts';
import type { Reply } from './handlers.ts';

const plainText = 'text/plain';

/** A refusal as its operation documents that status: its sentence alone where the contract knows only plain text. */
export function toDocumentedRefusal(operation: Operation, answer: Extract<Reply, { body: unknown }>): Reply {
  const documented = Object.keys(operation.responses.get(answer.status ?? 200)?.content ?? {});
  if (documented.length === 0 || documented.some((type) => type !== plainText)) return answer;
  const { message } = (answer.body ?? {}) as { readonly message?: unknown };
  return { ...answer, body: String(message ?? ''), headers: { ...answer.headers, 'content-type': plainText } };
}
