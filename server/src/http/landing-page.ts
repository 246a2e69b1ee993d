import type { FastifyInstance } from 'fastify';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a person sees who opens the address in a browser: that it runs, and where the doors are. */
export function registerLandingPage(server: FastifyInstance, options: { simulator: boolean }): void {
  const page = render(options.simulator);
  server.get('/', async (_request, reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  );
}

function render(simulator: boolean): string {
  const doors = [
    ['/healthz', 'the process answers'],
    ['/readyz', 'it can serve'],
    ['/metrics', 'figures for Prometheus'],
    ...(simulator
      ? [
          ['/simulator/clock', 'the virtual clock of the simulator'],
          ['/simulator/graph-requests', 'what was asked of WhatsApp'],
        ]
      : []),
  ];
  const rows = doors.map(([path, what]) => `<li><a href="${path}"><code>${path}</code></a> ${what}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
  code { font-family: ui-monospace, monospace; }
</style>
</head>
<body>
<main>
<h1>Parley is running</h1>
<p>Programs call its API: give your WATI client this address followed by the tenant id, for instance
<code>/100100</code>, and a token. The terminal in which it was started shows both for the demo workspace.</p>
<ul>${rows}</ul>
</main>
</body>
</html>
`;
}
