import type { ContactDeps } from '../modules/contacts/index.ts';
import { upsertContact } from '../modules/contacts/index.ts';
import { putLead } from '../modules/sales/index.ts';
import { demoTenantId } from './demo-workspace.ts';

const leads = [
  {
    phone: '31600000101',
    name: 'Noor de Wit',
    stage: 'Won',
    valueMinor: 8_900,
    currency: 'EUR',
    ownerEmail: 'agent@demo.test',
  },
  { phone: '5511900000102', name: 'Rafael Souza', stage: 'New' },
  {
    phone: '85255500103',
    name: 'Mei Tam',
    stage: 'Qualified',
    valueMinor: 24_000,
    currency: 'EUR',
    ownerEmail: 'agent2@demo.test',
  },
  {
    phone: '4915100000104',
    name: 'Jonas Weber',
    stage: 'Proposal',
    valueMinor: 61_500,
    currency: 'EUR',
    ownerEmail: 'agent@demo.test',
  },
] as const;

/** Makes leads of the customers who write first, so that the pipeline of a new demo workspace is not empty. */
export async function placeFirstLeads(deps: ContactDeps): Promise<void> {
  const ctx = { tenantId: demoTenantId, actor: { kind: 'system' }, requestId: 'demo' } as const;
  for (const { phone, name, ...lead } of leads) {
    const contact = await upsertContact(deps, ctx, { phone, name, attributes: {} });
    await putLead(deps, ctx, contact.id, lead);
  }
}
