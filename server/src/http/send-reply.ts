import type { FastifyReply } from 'fastify';
import type { Reply } from './handlers.ts';

const jsonType = 'application/json; charset=utf-8';

export interface ReplyHead {
  readonly status: number;
  readonly contentType: string | undefined;
}

/** The status and content type under which a reply goes out. */
export function headOf(answer: Reply): ReplyHead {
  const given = contentTypeOf(answer);
  const isBare = 'stream' in answer || answer.body === undefined;
  return { status: answer.status ?? 200, contentType: given ?? (isBare ? undefined : jsonType) };
}

/**
 * Sends a body as JSON unless its headers name another type, under which a text or bytes go out as they are. What does not
 * say how long it may be kept is kept by nobody: proxies that go by the ending of a path would show one person's answer to
 * the next.
 */
export function sendReply(reply: FastifyReply, answer: Reply): FastifyReply {
  const { status, contentType } = headOf(answer);
  reply.code(status).header('cache-control', 'no-store');
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if ('stream' in answer) return reply.send(answer.stream);
  if (answer.body === undefined) return reply.send();
  reply.header('content-type', contentType);
  const isJson = contentType?.includes('json') !== false;
  return reply.send(isJson ? JSON.stringify(answer.body) : answer.body);
}

function contentTypeOf(answer: Reply): string | undefined {
  if (answer.headers === undefined) return undefined;
  return Object.entries(answer.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}
