import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createOperator, createTenant, setPassword } from '../../src/modules/accounts/index.ts';
import { password, signIn } from '../inbox-lab.ts';
import type { InboxWorkLab } from './lab.ts';

/** Nobody without a session and no other workspace comes to a chat. */
export function describePermissions(lab: InboxWorkLab): void {
  const { path } = lab;

  describe('who may', () => {
    test('nobody without a session, and no other workspace: its ids are unknown', async () => {
      expect((await lab.parley.call('GET', '/internal/inbox/conversations', {})).status).toBe(401);
      const tenantId = '100777';
      const deps = { db: lab.parley.db, clock: lab.parley.clock };
      await createTenant(deps, { id: tenantId, name: 'Foreign' });
      await createOperator(deps, tenantId, { email: 'far@else.test', name: 'Far', role: 'administrator' });
      await setPassword(deps, tenantId, 'far@else.test', password);
      const far = await signIn(lab.parley, 'far@else.test');
      expect((await far.call('GET', '/inbox/conversations')).body).toMatchObject({ conversations: [] });
      for (const [method, rest, json] of [
        ['GET', '', undefined],
        ['GET', '/timeline', undefined],
        ['GET', '/panel', undefined],
        ['POST', '/messages', { clientId: randomUUID(), content: { kind: 'text', text: 'x' } }],
        ['POST', '/notes', { clientId: randomUUID(), text: 'x' }],
        ['POST', '/read', {}],
        ['POST', '/presence', { state: 'viewing' }],
        ['PUT', '/assignment', { operatorId: null }],
        ['PUT', '/status', { status: 'solved' }],
        ['POST', '/chatbot', { chatbotId: '0'.repeat(24) }],
      ] as const) {
        const answer = await far.call(method, path(rest), json === undefined ? {} : { json });
        expect([rest, answer.status, answer.body.reason]).toEqual([rest, 404, 'conversation.not_found']);
      }
    });
  });
}
