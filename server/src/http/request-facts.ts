/** What the closing log line of a request says beyond its method, route and status. */
export interface RequestFacts {
  /** The content type as the client sent it. */
  contentType: string | undefined;
  operation: string | undefined;
  tenantId: string | undefined;
  tokenId: string | undefined;
  /** The person who is signed in. */
  operatorId: string | undefined;
  /** The reason code of a refusal. */
  reason: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    facts: RequestFacts;
  }
}

export function emptyFacts(): RequestFacts {
  return {
    contentType: undefined,
    operation: undefined,
    tenantId: undefined,
    tokenId: undefined,
    operatorId: undefined,
    reason: undefined,
  };
}
