import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';

interface Credits {
  credit: number;
  welcome_credit: number;
  remaining_free_conversations_count: number;
}

interface Estimate {
  estimated_cost: number;
  failed_detail: string | null;
}

export const creditsPath = '/api/ext/v3/account/credits';
export const estimatePath = '/api/ext/v3/broadcasts/estimate-cost';
export const sendPath = '/api/ext/v3/messageTemplates/send';
export const dutch = '31600000001';
export const indian = '919812345678';
export const unknownId = '65f0c1a2b3d4e5f601234567';

export type CreditCalls = ReturnType<typeof createCreditCalls>;

/** The calls of a program that looks after its credit, on the platform of the test file. */
export function createCreditCalls(parley: () => TestPlatform) {
  const contactIds = new Map<string, string>();
  const templateIds = new Map<string, string>();

  /** Adds the two contacts, and learns the ids that estimates need. */
  async function learnIds(): Promise<void> {
    for (const phone of [dutch, indian]) {
      const json = { whatsapp_number: phone, name: 'Noor' };
      const { body } = await parley().api<{ id: string }>('POST', '/api/ext/v3/contacts', { json });
      contactIds.set(phone, body.id);
    }
    const { body } = await parley().api<{ templates: { id: string; name: string }[] }>(
      'GET',
      '/api/ext/v3/messageTemplates',
    );
    for (const template of body.templates) templateIds.set(template.name, template.id);
  }

  const credits = async () => (await parley().api<Credits>('GET', creditsPath)).body;
  const estimate = (template: string, contact_ids: unknown, token?: string) =>
    parley().api<Estimate>('POST', estimatePath, {
      json: { template_id: templateIds.get(template) ?? template, contact_ids },
      ...(token === undefined ? {} : { token }),
    });
  const idOf = (phone: string) => contactIds.get(phone) ?? '';

  async function sendTemplate(template: string, phone: string, parameters: Record<string, string>): Promise<void> {
    const custom_params = Object.entries(parameters).map(([name, value]) => ({ name, value }));
    const json = { template_name: template, broadcast_name: 'b', recipients: [{ phone_number: phone, custom_params }] };
    const answer = await parley().api('POST', sendPath, { json });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    await parley().settle();
  }

  const entries = () =>
    parley().db.system(
      systemStatement<{
        kind: string;
        amount: number;
        category: string | null;
        country: string | null;
        note: string | null;
      }>(
        'test.entries',
        'select kind, amount::float8 as amount, category, country, note from wallet_entries order by created_at, id',
      ),
    );

  return { parley, learnIds, credits, estimate, idOf, sendTemplate, entries };
}
