import { expect, test } from 'vitest';
import { magicNumbers } from '../src/simulator/magic-numbers.ts';
import { type SimulatorLab, template, text, useSimulatorLabs } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const row = (id: string, name: string, category: string) => ({
  id,
  name,
  language: 'en',
  status: 'APPROVED',
  category,
  components: [{ type: 'BODY', text: 'Hello.' }],
});
const templates = [row('701', 'notice', 'UTILITY'), row('702', 'news', 'MARKETING')];

/** What is seen of a send: the HTTP status or "lost", then the codes and statuses that follow within two hours. */
async function see(lab: SimulatorLab, message: Record<string, unknown>): Promise<unknown[]> {
  const answer = await lab.send(message).catch(() => ({ status: 'lost', body: {} as Record<string, unknown> }));
  const { code } = (answer.body.error ?? {}) as { code?: number };
  await lab.advance(7_200);
  const later = lab
    .statuses()
    .map(({ status, errors }) => (Array.isArray(errors) ? (errors[0] as { code: number }).code : status));
  return [answer.status, ...(code === undefined ? [] : [code]), ...later];
}

const usual = [200, 'sent', 'delivered'];
// By the last two digits: what a template of utility brings, one of marketing, and a text in an open window.
const expected: Readonly<Record<string, readonly [unknown[], unknown[]?, unknown[]?]>> = {
  '01': [[200, 131026]],
  '02': [[400, 131026]],
  '03': [[200, 'sent']],
  '04': [[200, 'sent', 'delivered']],
  '05': [[200]],
  '06': [[200, 'sent', 'delivered', 'read']],
  '07': [usual, [200, 131049]],
  '08': [usual, [200, 130472]],
  '09': [usual, [200, 131050]],
  '10': [usual, usual, [200, 131047]],
  '11': [usual, usual, [400, 131047]],
  '12': [[200, 130497]],
  '13': [[200, 131053]],
  '14': [[400, 131056]],
  '15': [[400, 130429]],
  '16': [[200, 131048]],
  '17': [[500, 131000]],
  '18': [[503, 2]],
  '19': [['lost', 'sent', 'delivered']],
  '20': [['lost', 'sent', 'delivered']],
  '21': [[502, 'sent', 'delivered']],
  '23': [usual],
  '24': [[200, 'delivered', 'sent']],
  '25': [[200, 'sent', 'read', 'delivered']],
  '26': [[200, 'sent', 'read']],
  '27': [[200, 'sent', 131026]],
  '28': [[200, 'sent', 'sent', 'delivered', 'delivered']],
  '29': [[200, 'sent', 'simulator_unknown', 'delivered']],
  '30': [usual],
  '31': [[200, 132015]],
};

test('every magic number but the slow one does what the list says, without any fault', async () => {
  const seen: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  const lab = await labs.open({ templates, contract: 'bent' });
  const list = (await lab.control('GET', '/magic-numbers')).body as unknown as { wa_id: string; does: string }[];
  expect(list).toHaveLength(magicNumbers.length);
  for (const { wa_id: waId } of list) {
    const ending = waId.slice(-2);
    const [utility, marketing, free] = expected[ending] ?? [];
    // Number 22 waits three seconds of machine time.
    if (ending === '22') continue;
    lab.received.length = 0;
    seen[`${ending} utility`] = await see(lab, template(waId, 'notice'));
    wanted[`${ending} utility`] = utility;
    lab.received.length = 0;
    seen[`${ending} marketing`] = await see(lab, template(waId, 'news'));
    wanted[`${ending} marketing`] = marketing ?? utility;
    if (!free) continue;
    await lab.write(waId);
    await lab.advance(0);
    lab.received.length = 0;
    seen[`${ending} text`] = await see(lab, text(waId));
    wanted[`${ending} text`] = free;
  }
  expect(seen).toEqual(wanted);
});
