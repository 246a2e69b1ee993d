import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';

/** A message as the phone shows it. */
export interface PhoneMessage {
  readonly id: string;
  /** As the business sees it: `in` was written on this phone. */
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly text?: string;
  readonly status?: string;
  readonly at: string;
  readonly [content: string]: unknown;
}

export interface CustomerBehaviour {
  readonly wa_id: string;
  readonly profile_name: string | null;
  readonly on_whatsapp: boolean;
  readonly auto_deliver: boolean;
  readonly auto_read: boolean;
  readonly blocked: boolean;
  readonly opted_out_marketing: boolean;
  readonly hide_phone: boolean;
  readonly typing: readonly string[];
}

export const clockQuery = queryOptions({
  queryKey: ['simulator', 'clock'],
  queryFn: async () => {
    const { now } = await ask<{ now: string }>('GET', '/clock');
    return { aheadMs: Date.parse(now) - Date.now() };
  },
});

export const phoneQuery = (waId: string, channel: string | undefined) =>
  queryOptions({
    queryKey: ['simulator', 'phone', waId, channel],
    queryFn: () =>
      ask<PhoneMessage[]>(
        'GET',
        `/customers/${waId}/messages${channel ? `?channel=${encodeURIComponent(channel)}` : ''}`,
      ),
  });

export const customerQuery = (waId: string) =>
  queryOptions({
    queryKey: ['simulator', 'customer', waId],
    queryFn: () => ask<CustomerBehaviour>('GET', `/customers/${waId}`),
  });

/** Calls the simulator's control interface, which exists only beside a simulated WhatsApp. */
export async function ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await fetch(`/simulator${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed: unknown = text ? JSON.parse(text) : undefined;
  if (answer.ok) return parsed as Body;
  const { reason, message } = (parsed ?? {}) as { reason?: string; message?: string };
  throw new ApiError(answer.status, reason ?? 'simulator', message ?? 'The simulator refused that.');
}
