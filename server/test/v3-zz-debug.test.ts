import { expect, it } from 'vitest';
import { startTestPlatform } from './harness/start-test-platform.ts';
it('debug', async () => {
  const test = await startTestPlatform();
  const params = [{ name: 'name', value: 'Mei' }, { name: 'company', value: 'Shop' }];
  const r = await test.api('POST', '/api/ext/v3/messageTemplates/send', { json: { template_name: 'welcome', broadcast_name: 'b', recipients: [{ phone_number: '31800000031', custom_params: params }] } });
  console.log(r.status, r.text);
  for (const n of [1000, 1000, 1000, 10000]) {
    const recipients = Array.from({ length: n }, (_, i) => ({ phone_number: `3185${n}${String(i).padStart(6, '0')}`, custom_params: params }));
    const t = performance.now();
    const a = await test.api('POST', '/api/ext/v3/messageTemplates/send', { json: { template_name: 'welcome', broadcast_name: 'b', recipients } });
    console.log(n, a.status, Math.round(performance.now() - t), 'ms');
    const s = performance.now();
    if (n < 10000) { await test.settle(); console.log('settle', Math.round(performance.now() - s)); }
  }
  await test.stop({ leftovers: 'allowed' });
}, 120000);
