import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { getCampaign } from '../../src/modules/campaigns/index.ts';
import type { SimulatedTemplate } from '../../src/simulator/simulator.ts';
import { countersAndRecount, demoTenant } from '../campaign-lab.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { createNumbers } from '../phone-numbers.ts';

/** What the tests of the engine of campaigns share: a platform that sends one message a second, and what a campaign and its phones show. */
export type CampaignEngineLab = ReturnType<typeof createCampaignEngineLab>;

/** A slow platform with two templates more, started by `start`. */
export function createCampaignEngineLab() {
  let parley: TestPlatform;

  async function start(): Promise<void> {
    const environment = { PARLEY_DEMO_THROUGHPUT: String(rate) };
    parley = await startTestPlatform({ environment, moreTemplates: [tracking, sale] });
  }
  const stop = (): Promise<void> => parley.stop();

  const numbers = createNumbers('3181');

  const inSeconds = (seconds: number) => new Date(parley.clock.nowMs() + seconds * 1000);
  const campaignOf = (id: string) => getCampaign(parley, demoTenant, id);
  const sentOn = async (people: readonly string[]) => {
    const phones = await Promise.all(people.map((waId) => parley.simulator.phone(waId)));
    return phones.map((messages) => messages.length);
  };
  const eventsOf = (id: string) => parley.db.system(eventsStatement, [id]);
  const run = (sql: string, ...values: unknown[]) => parley.db.system(systemStatement('', sql), values);

  async function expectExact(id: string): Promise<void> {
    const { counters, recount, recipients } = await countersAndRecount(parley.db, id);
    expect(counters).toEqual(recount);
    const { pending = 0, queued = 0, sending = 0, sent = 0, failed = 0, skipped = 0, stopped = 0 } = counters;
    expect(pending + queued + sending + sent + failed + skipped + stopped).toBe(recipients);
  }

  return {
    start,
    stop,
    get parley() {
      return parley;
    },
    numbers,
    inSeconds,
    campaignOf,
    sentOn,
    expectExact,
    eventsOf,
    run,
  };
}

const tracking: SimulatedTemplate = {
  id: '570000000000801',
  name: 'tracking',
  language: 'en',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Your order is on its way.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example.test/{{1}}' }] },
  ],
};

const sale: SimulatedTemplate = {
  ...tracking,
  id: '570000000000802',
  name: 'autumn_sale',
  category: 'MARKETING',
  components: [{ type: 'BODY', text: 'Everything at half price.' }],
};

/** Messages a second of the channels. */
export const rate = 1;

const eventsStatement = systemStatement<{ type: string; data: Record<string, unknown> | null }>(
  'test.events',
  'select type, data from events where subject_id = $1 order by id',
);
