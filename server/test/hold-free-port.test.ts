import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { holdFreePort } from '../src/cli/hold-free-port.ts';

const host = '127.0.0.1';

test('a free port is nobody else’s until it is let go, and free then', async () => {
  const { port, release } = await holdFreePort(host);
  const other = createServer();
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      other.once('error', reject);
      other.listen(port, host, resolve);
    });
  await expect(listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await release();
  await listen();
  await new Promise((resolve) => other.close(resolve));
});
