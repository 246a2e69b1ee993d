import type { SimulatedWorld } from './simulate-config.ts';

/** What a person needs to use a simulator that has just started, ready to print. */
export function describeWorld(
  world: SimulatedWorld,
  facts: { origin: string; seed: string; now: string | undefined },
): string {
  const { origin, seed, now } = facts;
  const apps = world.apps.map((app) =>
    section(`App ${app.id}`, [
      ['Secret', app.secret],
      ['Verify token', app.verifyToken],
      ['App token', `${app.id}|${app.secret}`],
      ['Callback', app.callbackUrl() || 'none yet'],
    ]),
  );
  const accounts = world.wabas.map((waba) =>
    section(`Account ${waba.id}`, [
      ['Access token', waba.accessToken],
      ...waba.numbers.map((number): [string, string] => [
        'Number',
        `${number.displayPhoneNumber} (id ${number.phoneNumberId}, ${number.status ?? 'CONNECTED'})`,
      ]),
      ['Templates', waba.templates.map((template) => `${template.name}/${template.language}`).join(', ') || 'none'],
    ]),
  );
  const tokens = world.tokens.map((token): [string, string] => [
    'Token',
    `${token.token} (accounts ${token.wabaIds.join(', ')})`,
  ]);
  return [
    'The simulator plays WhatsApp.',
    section('Addresses', [
      ['Graph', `${origin}/v26.0`],
      ['Control', `${origin}/simulator`],
      ['Seed', seed],
      ['Clock', now === undefined ? 'flows' : `stands at ${now}`],
    ]),
    ...apps,
    ...accounts,
    ...(tokens.length > 0 ? [section('More tokens', tokens)] : []),
    '\nLet a customer write:',
    `  curl -X POST ${origin}/simulator/customers/31600000001/messages -H 'content-type: application/json' \\`,
    `    -d '{"message":{"type":"text","text":{"body":"Hello"}}}'`,
    '',
  ].join('\n');
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  return `\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(14)}${value}`).join('\n')}`;
}
