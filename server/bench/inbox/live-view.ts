import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { request } from 'undici';
import { signBody } from '../../src/meta/signature.ts';
import { browserPath, buildWebApp, startBrowser } from '../../test/harness/browser.ts';

/** How long after Meta's webhook arrived a message stood on the screen, in milliseconds. */
export interface LiveTimes {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly messages: number;
}

interface LiveInput {
  readonly baseUrl: string;
  /** `name=value` of a signed-in person's session. */
  readonly cookie: string;
  readonly appSecret: string;
  readonly messages: number;
}

const wabaId = '200200';
const phoneNumberId = '300000000000001';
const channelPhone = '15550100001';
const openChat = '4915100009001';
const otherChat = '4915100009002';
/** At rest: nothing else happens between two messages. */
const restMs = 250;
const longestMs = 10_000;

/**
 * Posts webhooks as Meta does and waits until a browser shows each message: in the thread that is open, in a row of the
 * list, and in a row for somebody new. Throws where there is no Chromium.
 */
export async function measureLiveView(input: LiveInput): Promise<LiveTimes[]> {
  if (browserPath === undefined) throw new Error('No Chromium on this machine.');
  buildWebApp();
  const browser = await startBrowser(browserPath);
  try {
    for (const waId of [openChat, otherChat]) await post(input, waId, `First of ${waId}`);
    const page = await openInbox(input, await browser.open());
    const times = new Map<string, number[]>();
    for (let n = 0; n < input.messages; n += 1) {
      const kind = kinds[n % kinds.length] ?? 'thread';
      const waId = { thread: openChat, row: otherChat, 'new row': `49151001${String(n).padStart(5, '0')}` }[kind];
      const text = `live-${n}-`;
      await lookFor(page, kind === 'thread' ? '.timeline' : '.list-pane', text);
      const began = Date.now();
      await post(input, waId, text);
      const at = await page.evaluate<number>('window.shownAt');
      times.set(kind, [...(times.get(kind) ?? []), at - began]);
      await delay(restMs);
    }
    return [...times].map(([name, all]) => toTimes(name, all)).concat(toTimes('all', [...times.values()].flat()));
  } finally {
    await browser.close();
  }
}

const kinds = ['thread', 'row', 'thread', 'new row'] as const;

async function openInbox({ baseUrl, cookie }: LiveInput, page: Page): Promise<Page> {
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: baseUrl }]);
  await page.goto(`${baseUrl}/inbox?view=all`);
  await page.locator('.list-pane').getByText(`First of ${openChat}`).click();
  await page.getByRole('log', { name: 'Messages' }).getByText(`First of ${openChat}`).waitFor();
  return page;
}

/** From now on the page notes the moment at which the text first stands there. */
async function lookFor(page: Page, place: string, text: string): Promise<void> {
  await page.evaluate(`{
    const place = document.querySelector(${JSON.stringify(place)});
    window.shownAt = new Promise((resolve, reject) => {
      const look = () => {
        if (!place.textContent.includes(${JSON.stringify(text)})) return;
        watcher.disconnect();
        resolve(Date.now());
      };
      const watcher = new MutationObserver(look);
      watcher.observe(place, { childList: true, subtree: true, characterData: true });
      setTimeout(() => reject(new Error(${JSON.stringify(`${text} was not shown`)})), ${longestMs});
    });
    // The promise is not to be waited for yet.
    undefined;
  }`);
}

async function post({ baseUrl, appSecret }: LiveInput, waId: string, text: string): Promise<void> {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, changes: [{ field: 'messages', value: toValue(waId, text) }] }],
  });
  const answer = await request(`${baseUrl}/meta/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(body, appSecret) },
    body,
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`The webhook was answered with ${answer.statusCode}.`);
}

function toValue(waId: string, body: string) {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: channelPhone, phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: `Person ${waId}` }, wa_id: waId }],
    messages: [
      {
        from: waId,
        id: `wamid.${Buffer.from(`${waId} ${body}`).toString('base64')}`,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'text',
        text: { body },
      },
    ],
  };
}

function toTimes(name: string, all: readonly number[]): LiveTimes {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { name, p50: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? 0, messages: sorted.length };
}
