import { type ConnectedNumber, type ConnectedWaba, getNumber } from '../../modules/channels/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseChannel, refuseWith } from '../v1/refuse.ts';
import { toPhoneNumberProfile, toPhoneNumberV2 } from './shapes/number.ts';

export function createV2NumberHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    async listWhatsAppPhoneNumbersV2({ ctx }) {
      const wabas = await deps.numbers.listWabas(ctx);
      const toRow = (waba: ConnectedWaba) => (number: ConnectedNumber) => toPhoneNumberV2(waba, number);
      return { body: wabas.flatMap((waba) => waba.numbers.map(toRow(waba))) };
    },
    getWhatsAppPhoneNumberProfile: (request) =>
      refuseWith({ 'channel.not_found': refuseChannel }, () => getProfile(deps, request)),
  });
}

async function getProfile(
  deps: ApiDeps,
  { ctx, params }: LegacyRequest<'getWhatsAppPhoneNumberProfile'>,
): Promise<Reply> {
  const wabas = await deps.numbers.listWabas(ctx);
  return { body: toPhoneNumberProfile(getNumber(wabas, params.wabaId, params.phoneNumber)) };
}
