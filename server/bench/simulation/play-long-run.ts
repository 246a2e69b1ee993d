import { fastify } from 'fastify';
import { Pool } from 'undici';
import { createClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createTimeline } from '../../src/kernel/timeline.ts';
import { createSimulator, type SimulatedTemplate } from '../../src/simulator/simulator.ts';
import { createRandom, type Random } from '../crash/random.ts';
import { type EchoBot, fingerprintOf, startEchoBot } from './echo-bot.ts';

const daySeconds = 86_400;
/** People write on the quarter hour: the clock is moved less often. */
const stepSeconds = 900;
const startMs = Date.UTC(2026, 10, 14, 8, 0, 0);
const token = 'SIM-long-run';
const wabaId = '200200';
const phoneNumberIds = ['300000000000001', '300000000000002'] as const;
/** A campaign goes to every chat on these days of a week. */
const campaignWeekday = 2;

const templates: readonly SimulatedTemplate[] = [
  {
    id: '900000000000001',
    name: 'news',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Hello {{1}}, this week we have \u00e9clairs \u{1f370} again.' }],
  },
];

export interface LongRunOptions {
  readonly seed: number;
  readonly days: number;
  readonly chats: number;
  /** Mean number of messages that a customer writes in a week. */
  readonly perWeek: number;
}

export interface LongRunResult {
  /** Every byte that the program behind the callback saw, a line each. */
  readonly lines: readonly string[];
  readonly fingerprint: string;
  /** The simulator's own logs of its webhooks and of the calls to it, as they stand at the end. */
  readonly logs: string;
  readonly webhooks: number;
  readonly sends: number;
}

/**
 * Plays days of virtual time with the simulator alone: customers write, a bot answers, a campaign goes out each week, phones
 * are slow or off, some people opt out or change their number, and the receiver is down for a while. Same options, same bytes.
 */
export async function playLongRun(options: LongRunOptions): Promise<LongRunResult> {
  const bot = await startEchoBot();
  const clock = createClock({ machineMs: () => startMs });
  const server = fastify();
  const simulator = createSimulator({
    clock,
    timeline: createTimeline(clock),
    log: createLog({ level: 'silent' }),
    seed: `long run ${options.seed}`,
    app: { id: '9001', secret: 'a secret', verifyToken: 'a verify token', callbackUrl: () => bot.callbackUrl },
    wabas: [{ id: wabaId, accessToken: token, numbers: phoneNumberIds.map(toNumber), templates }],
    settings: {
      sent_after_seconds: 1,
      delivered_after_seconds: 2,
      read_after_seconds: 60,
      jitter_seconds: 30,
      delivered_share: 0.97,
      read_share: 0.8,
      marketing_cap_share: 0.05,
    },
    webhooksInFlight: 1,
    // The same in every run, whatever port it listens on.
    baseUrl: () => 'http://simulator.test',
  });
  await simulator.register(server);
  const origin = await server.listen({ port: 0, host: '127.0.0.1' });
  bot.connect(origin, token);
  const pool = new Pool(origin, { connections: 1 });
  const control = createControl(pool);
  let logs = '';
  try {
    await playDays(options, { control, bot, nowSeconds: () => (clock.nowMs() - startMs) / 1000 });
    logs = `${await control('GET', '/webhooks')}\n${await control('GET', '/graph-requests')}`;
  } finally {
    await pool.destroy();
    await bot.close();
    await simulator.stop();
    await server.close();
  }
  const webhooks = bot.lines.filter((line) => line.startsWith('webhook')).length;
  const { lines } = bot;
  // The port of the bot is another one in each run.
  logs = logs.replaceAll(bot.callbackUrl, 'http://bot/');
  return { lines, fingerprint: fingerprintOf([...lines, logs]), logs, webhooks, sends: lines.length - webhooks };
}

/** Calls the control interface and answers the text of its answer. */
type Control = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<string>;

function createControl(pool: Pool): Control {
  return async (method, path, body) => {
    const answer = await pool.request({
      method,
      path: `/simulator${path}`,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) throw new Error(`${method} ${path} was refused: ${text}`);
    return text;
  };
}

interface Stage {
  readonly control: Control;
  readonly bot: EchoBot;
  readonly nowSeconds: () => number;
}

async function playDays(options: LongRunOptions, stage: Stage): Promise<void> {
  const random = createRandom(options.seed);
  for (let day = 0; day < options.days; day += 1) {
    await moveTo(stage, day * daySeconds);
    if (day % 7 === campaignWeekday) await playCampaign(options, stage);
    const moments = planDay(options, random, day);
    // The receiver is down for a part of one day; what it missed comes later.
    const isDown = day % 7 === 1;
    for (const [index, { atSeconds, chat }] of moments.entries()) {
      if (atSeconds > stage.nowSeconds()) await moveTo(stage, atSeconds);
      if (isDown && index === Math.floor(moments.length / 3)) {
        await stage.control('POST', '/webhooks/outage', { on: true });
      }
      if (isDown && index === Math.floor(moments.length / 2)) {
        await stage.control('POST', '/webhooks/outage', { on: false, order: 'random' });
      }
      await playCustomer(stage, random, chat, day);
    }
    if (isDown) await stage.control('POST', '/webhooks/outage', { on: false, order: 'random' });
  }
  await moveTo(stage, options.days * daySeconds);
}

/** Who writes on a day and when, in the order of time. */
function planDay({ chats, perWeek }: LongRunOptions, random: Random, day: number) {
  const count = Math.round((chats * perWeek) / 7);
  const moments = Array.from({ length: count }, () => ({
    atSeconds: day * daySeconds + stepSeconds * random.between(1, daySeconds / stepSeconds - 1),
    chat: random.between(0, chats - 1),
  }));
  return moments.sort((one, other) => one.atSeconds - other.atSeconds);
}

const writings: readonly [Record<string, unknown>, ...Record<string, unknown>[]] = [
  { type: 'text', text: { body: 'Is the shop open today? \u{1f642}' } },
  { type: 'text', text: { body: 'Gr\u00fc\u00dfe / hello' } },
  { type: 'image', image: { caption: 'Like this one' } },
  { type: 'location', location: { latitude: 52.37, longitude: 4.89, name: 'Home' } },
];

async function playCustomer(stage: Stage, random: Random, chat: number, day: number): Promise<void> {
  const { control } = stage;
  const path = `/customers/${numberOf(chat)}`;
  const channel = phoneNumberIds[chat % phoneNumberIds.length];
  const chance = random.next();
  if (chance < 0.01) await control('PATCH', path, { opted_out_marketing: true });
  else if (chance < 0.02) await control('PATCH', path, { auto_deliver: day % 2 === 0 });
  else if (chance < 0.05) await control('PATCH', path, { auto_read: true });
  await control('POST', `${path}/messages`, {
    channel,
    profile_name: `Person ${chat}`,
    message: random.pick(writings),
  });
}

/** Each send is settled before the next: what it set off and what comes after it must not race. */
async function playCampaign({ chats }: LongRunOptions, stage: Stage): Promise<void> {
  const parameters = (chat: number) => [{ type: 'text', text: `Person ${chat}` }];
  for (let chat = 0; chat < chats; chat += 1) {
    await stage.bot.send(phoneNumberIds[0], {
      to: numberOf(chat),
      type: 'template',
      template: {
        name: 'news',
        language: { code: 'en' },
        components: [{ type: 'body', parameters: parameters(chat) }],
      },
    });
    await stage.control('POST', '/clock', { advance_seconds: 0 });
  }
}

async function moveTo({ control, nowSeconds }: Stage, seconds: number): Promise<void> {
  const advance = Math.max(0, seconds - nowSeconds());
  await control('POST', '/clock', { advance_seconds: advance });
}

function numberOf(chat: number): string {
  return `3161${String(chat).padStart(7, '0')}`;
}

function toNumber(phoneNumberId: string, index: number) {
  return {
    phoneNumberId,
    displayPhoneNumber: `1555010000${index + 1}`,
    verifiedName: `N${index}`,
    throughputPerSecond: 0,
  };
}
