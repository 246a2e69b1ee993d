import type { ApiAnswer, ApiClient } from './api-client.ts';

export type ApiVersion = 'v1' | 'v2' | 'v3';

export const tenantPath = '/100100';
const template = 'order_update';

/** Sends one template to many by one call. Each gets parameters of its own. */
export function sendBulk(
  api: ApiClient,
  version: ApiVersion,
  input: { recipients: readonly string[]; broadcastName: string },
): Promise<ApiAnswer> {
  const { recipients, broadcastName } = input;
  if (version === 'v3') {
    return api.post('/api/ext/v3/messageTemplates/send', {
      channel: null,
      template_name: template,
      broadcast_name: broadcastName,
      recipients: recipients.map((waId) => ({ phone_number: waId, custom_params: toParameters(waId) })),
    });
  }
  return api.post(`${tenantPath}/api/${version}/sendTemplateMessages`, {
    template_name: template,
    broadcast_name: broadcastName,
    receivers: recipients.map((waId) => ({ whatsappNumber: waId, customParams: toParameters(waId) })),
  });
}

/** Sends one template to one person by v1. */
export function sendSingle(api: ApiClient, waId: string): Promise<ApiAnswer> {
  return api.post(`${tenantPath}/api/v1/sendTemplateMessage?whatsappNumber=${waId}`, {
    template_name: template,
    broadcast_name: 'single sends',
    parameters: toParameters(waId),
  });
}

/** Whether a send was taken, by the rules of v1, v2 (`result`) and v3 (`success`). */
export function wasAccepted(answer: ApiAnswer): boolean {
  if (answer.kind !== 'answered' || answer.status !== 200) return false;
  const body = answer.body as { result?: unknown; success?: unknown } | null;
  return body?.result === true || body?.success === true;
}

/** What a refused or unanswered call said, in short. */
export function describeAnswer(answer: ApiAnswer): string {
  if (answer.kind === 'unanswered') return `no answer: ${answer.detail}`;
  return `HTTP ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`;
}

function toParameters(waId: string): { name: string; value: string }[] {
  return [
    { name: 'order_id', value: waId.slice(-6) },
    { name: 'status', value: 'on its way' },
  ];
}
