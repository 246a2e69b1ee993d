import { expect, test } from 'vitest';
import { changeWallet } from '../../src/modules/billing/index.ts';
import type { CampaignPagesLab } from './lab.ts';

/** What is shown beside a draft and a campaign: the first of its people, and what it cost. */
export function describeFirstPersonAndCost(lab: CampaignPagesLab): void {
  const { numbers, addContact, run, get, launched } = lab;

  test('the first of an audience is shown: who takes campaigns, of segments as of contacts that were picked', async () => {
    const [none, some, last] = numbers(3) as [string, string, string];
    const ids: string[] = [];
    for (const [waId, name] of [
      [last, 'Lia'],
      [some, 'Sol'],
      [none, 'Nix'],
    ] as const) {
      ids.push(await addContact(waId, name));
      await run(`update contacts set attributes = '{"shape": "round"}' where wa_id = $1`, waId);
    }
    await run('update contacts set allow_broadcast = false where wa_id = $1', none);
    const groups = [[{ attribute: 'shape', operator: '==', value: 'round' }]];
    const { body } = await lab.admin.call<{ id: string }>('POST', '/contacts/segments', {
      json: { name: 'Round', kind: 'dynamic', groups },
    });
    const first = async (query: Record<string, string>) => (await get('/first-person', query)).body.person;
    expect(await first({ segmentIds: body.id })).toEqual({ name: 'Sol', phone: some, attributes: { shape: 'round' } });
    expect(await first({ contactIds: [ids[2], ids[0]].join() })).toMatchObject({ name: 'Lia' });
    expect(await first({ contactIds: String(ids[2]) })).toMatchObject({ name: 'Nix' });
    expect(await first({})).toBeNull();
    expect((await get('/first-person', { segmentIds: 'f'.repeat(24) })).status).toBe(404);
  });

  test('what a campaign cost is told by the charges of the wallet, where it is on', async () => {
    const { id } = await launched(numbers(2).map((waId) => `${waId};Ann`));
    const cost = async () => (await get(`/${id}/cost`)).body;
    expect(await cost()).toMatchObject({ isBilled: false, estimate: null });
    await changeWallet(lab.parley, '100100', { isOn: true, currency: 'USD', topUp: 5 });
    await lab.parley.simulator.advance(2);
    expect(await cost()).toMatchObject({ isBilled: true, currency: 'USD', estimate: 0.1 });
    // A process hears of a wallet within a second of its own time, whatever the clock says.
    const charged = async (): Promise<unknown> => {
      const probe = await launched([`${numbers(1)};Ann`]);
      await lab.parley.simulator.advance(30);
      return (await get(`/${probe.id}/cost`)).body;
    };
    await expect.poll(charged).toMatchObject({ messages: 1 });
    const late = await launched(numbers(2).map((waId) => `${waId};Ann`));
    await lab.parley.simulator.advance(30);
    expect((await get(`/${late.id}/cost`)).body).toEqual({
      isBilled: true,
      currency: 'USD',
      charged: 0.1,
      messages: 2,
      estimate: 0.1,
    });
    await changeWallet(lab.parley, '100100', { isOn: false });
  });
}
