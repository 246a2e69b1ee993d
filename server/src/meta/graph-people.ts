import { z } from 'zod';
import { callGraph, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { block, blocks, text } from './payload-fields.ts';

const maxAnswerBytes = 262_144;
const maxUsers = 100;

/** A person by phone number, by user id, or both: one of them is needed. */
export interface BlockedPerson {
  readonly waId: string | null;
  readonly bsuid: string | null;
}

export interface BlockInput {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly person: BlockedPerson;
}

/** `refused`: Meta took the call and not this person, for instance one who did not write in the last 24 hours. */
export type BlockOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly detail: string }
  | GraphFailure;

const failedUsers = blocks(
  { input: text, wa_id: text, errors: blocks({ message: text, error_data: block({ details: text }) }, maxUsers) },
  maxUsers,
);
const blockAnswer = z.looseObject({ block_users: block({ failed_users: failedUsers }) });

/** Keeps a person from writing to the number, or lets them again: they can be neither written to nor heard meanwhile. */
export async function setBlockedAtMeta(
  target: GraphTarget,
  method: 'POST' | 'DELETE',
  { phoneNumberId, accessToken, person }: BlockInput,
  timeoutMs: number,
): Promise<BlockOutcome> {
  const user = person.waId === null ? { user_id: person.bsuid } : { user: person.waId };
  const answer = await callGraph(target, {
    method,
    path: `/${encodeURIComponent(phoneNumberId)}/block_users`,
    accessToken,
    contentType: 'application/json',
    body: JSON.stringify({ messaging_product: 'whatsapp', block_users: [user] }),
    timeoutMs,
    maxAnswerBytes,
  });
  if (answer.kind !== 'ok') return answer;
  const read = blockAnswer.safeParse(answer.value);
  const [failed] = read.success ? (read.data.block_users?.failed_users ?? []) : [];
  if (failed === undefined) return { kind: 'done' };
  const [error] = failed.errors ?? [];
  return { kind: 'refused', detail: error?.error_data?.details ?? error?.message ?? 'Meta gave no reason.' };
}
