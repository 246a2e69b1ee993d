import type { InboundMessage } from '../../meta/payload.ts';

/** What a person is reached by from now on. */
export interface AddressChange {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
}

const numberChanges = new Set(['user_changed_number', 'customer_changed_number']);
const userIdChange = 'user_changed_user_id';

/** The new number and user id that a system message tells of, or undefined: cloud-api-behaviour 8.18 and 9.5. */
export function readAddressChange({ type, system }: InboundMessage): AddressChange | undefined {
  if (type !== 'system' || !isChange(system?.type)) return undefined;
  const bsuid = system?.user_id || undefined;
  const waId = system?.type === userIdChange ? undefined : system?.wa_id || system?.new_wa_id || undefined;
  return waId === undefined && bsuid === undefined ? undefined : { waId, bsuid };
}

/** The user id by which the sender of such a message is known. */
export function readPreviousUserId({ type, system }: InboundMessage): string | undefined {
  return type === 'system' && isChange(system?.type) ? system?.previous_user_id || undefined : undefined;
}

function isChange(type: string | undefined): boolean {
  return type !== undefined && (type === userIdChange || numberChanges.has(type));
}
