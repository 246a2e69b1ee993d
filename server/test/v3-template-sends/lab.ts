import { expect } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';

interface Result {
  local_message_id: string | null;
  phone_number: string | null;
  target: string | null;
  errors: string[];
}

export interface Sent {
  success: boolean;
  broadcast_id: string | null;
  error: string | null;
  recipients: Result[] | null;
}

export const path = '/api/ext/v3/messageTemplates/send';
export const id = expect.stringMatching(/^[0-9a-f]{24}$/);
export const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const params = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Shop' },
];

export type SendCalls = ReturnType<typeof createSendCalls>;

/** The calls of a program that sends templates by v3, on the platform of the test file. */
export function createSendCalls(parley: () => TestPlatform) {
  const post = (json: unknown, headers: Record<string, string> = {}) =>
    parley().api<Sent>('POST', path, { json, headers });
  const send = (recipients: unknown[], more: Record<string, unknown> = {}) =>
    post({ template_name: 'welcome', broadcast_name: 'march', recipients, ...more });
  const phoneTexts = async (waId: string) => (await parley().simulator.phone(waId)).map((message) => message.text);

  return { parley, post, send, phoneTexts };
}

/** An entry of `recipients` with the values of the template. */
export const recipient = (phoneNumber: string, more: Record<string, unknown> = {}) => ({
  phone_number: phoneNumber,
  custom_params: params,
  ...more,
});
