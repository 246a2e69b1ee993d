import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { rowsOf } from './intake-lab.ts';
let parley: TestPlatform;
beforeAll(async () => { parley = await startTestPlatform(); });
afterAll(() => parley.stop());
test('settle', async () => {
  const r = await parley.subscribe(['sessionMessageSent_v2', 'sessionMessageFailed', 'message']);
  for (let i = 0; i < 150; i += 1) {
    const w = `44791200${String(i).padStart(5, '0')}`;
    await parley.simulator.writeText(w, 'hi');
    await parley.settle();
    await parley.simulator.fault({ match: { operation: 'messages', to: w }, outcome: { error: { code: 131026 }, mode: 'async' } });
    await parley.api('POST', `/api/v1/sendSessionMessage/${w}`, { query: { messageText: 'lost' } });
    const from = parley.logLines.length;
    await parley.settle();
    const types = r.types().slice(i * 3);
    if (types.length !== 3) {
      const state = {
        i, types,
        queue: await rowsOf(parley, 'select * from send_queue'),
        payloads: await rowsOf(parley, 'select id, body from intake_payloads'),
        deliveries: await rowsOf(parley, 'select event_type, attempts, due_at from webhook_deliveries'),
        log: parley.logLines.slice(from).map((l) => l.slice(0, 260)),
      };
      console.log(JSON.stringify(state, null, 1));
      await new Promise((res) => setTimeout(res, 1500));
      console.log(r.types().slice(i * 3));
      expect(types.length).toBe(3);
    }
  }
}, 120_000);
