import type { components } from '@parley/contract/parley';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

/** What the caller's token is: for a check of credentials that changes nothing. */
export function createTokenHandlers(): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async describeToken({ credential }) {
      const { tenantId, tokenId, operatorId, scopes } = credential;
      const body: components['schemas']['TokenFacts'] = {
        tenantId,
        tokenId,
        operatorId: operatorId ?? null,
        scopes: scopes === 'all' ? null : [...scopes],
      };
      return { body };
    },
  });
}
