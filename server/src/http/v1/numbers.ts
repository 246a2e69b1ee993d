import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers } from '../handlers.ts';
import { toBusinessAccount, toPhoneNumberV1 } from './shapes/number.ts';

export function createV1NumberHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    async getWhatsAppBusinessAccounts({ ctx }) {
      const wabas = await deps.numbers.listWabas(ctx);
      return { body: { ok: true, result: wabas.map(toBusinessAccount) } };
    },
    async getWhatsAppPhoneNumbers({ ctx }) {
      const wabas = await deps.numbers.listWabas(ctx);
      return { body: { ok: true, result: wabas.flatMap((waba) => waba.numbers.map(toPhoneNumberV1)) } };
    },
  });
}
