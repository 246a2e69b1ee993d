import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserPath, buildWebApp, startBrowser, type TestBrowser } from './harness/browser.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

export const webPassword = 'a password for the tests';

/** Whether a file with tests in the browser runs here at all. */
export const hasBrowser = browserPath !== undefined;

if (!hasBrowser) process.stderr.write('No Chromium on this machine: the tests of the web app are skipped.\n');

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** The platform with its demo workspace, and a browser in front of it. */
export interface WebLab {
  readonly parley: TestPlatform;
  readonly browser: TestBrowser;
  /** A window in which one of the demo's people is signed in, at a page. Windows of a person share cookies and cache. */
  open(person: string, path: string, options?: WindowOptions): Promise<Page>;
  /** Stops everything. Fails when a page asked another host for something or a script threw. */
  stop(): Promise<void>;
}

/** Takes up to a minute where the web app has to be built first. */
export async function startWebLab(): Promise<WebLab> {
  buildWebApp();
  // The clock of a browser goes on.
  const parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: webPassword }, timePasses: true });
  const browser = await startBrowser(browserPath ?? '');
  const signedIn = new Map<string, BrowserContext>();
  return {
    parley,
    browser,
    async open(person, path, options = {}) {
      const known = signedIn.get(person);
      const page = known ? await known.newPage() : await browser.open(options);
      const { width = 1280, height = 800, dark = false } = options;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      if (!known) {
        await signIn(page.context(), parley.baseUrl, person);
        signedIn.set(person, page.context());
      }
      await page.goto(`${parley.baseUrl}${path}`);
      await page.getByRole('navigation').first().waitFor();
      return page;
    },
    async stop() {
      const { strays, scriptErrors } = browser;
      await browser.close();
      await parley.stop();
      expect({ strays, scriptErrors }).toEqual({ strays: [], scriptErrors: [] });
    },
  };
}

/**
 * Leads a window to another page as a link of the app does, for a third of what loading the app anew takes. The page of
 * before stays until the new one is there: wait for something that only the new one has.
 */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
}

/** What the form of the sign-in page does. The form itself is tried where signing in is what is tested. */
async function signIn(context: BrowserContext, baseUrl: string, person: string): Promise<void> {
  const facts = await context.request.get(`${baseUrl}/internal/sign-in`);
  const { demo }: { demo: { password: string; people: { name: string; email: string }[] } } = await facts.json();
  const email = demo.people.find(({ name }) => name === person)?.email;
  const answer = await context.request.post(`${baseUrl}/internal/session`, {
    data: { email, password: demo.password },
  });
  expect({ person, status: answer.status() }).toEqual({ person, status: 201 });
}

/** Asks axe about the page as it is now, or about a part of it, in light and in dark colours. */
export async function expectNoSeriousFaults(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    // Dark colours change nothing but the contrast.
    const rules = colorScheme === 'dark' ? { rules: ['color-contrast'] } : {};
    await expectNoSeriousFaultsNow(page, { ...rules, ...(part === undefined ? {} : { part }) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Colours that are just changing would be judged as they are half-way. */
const animationsEnd = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime)).map(({ finished }) => finished))`;

/** Asks axe about the page in the colours that it has now. */
export async function expectNoSeriousFaultsNow(
  page: Page,
  { part, rules }: { part?: string; rules?: string[] } = {},
): Promise<void> {
  // The script stays in the page, so that a second look need not bring it again.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  };
  const look = `${animationsEnd}.then(() => axe.run(${JSON.stringify(part ?? null)} ?? document, ${JSON.stringify(options)}))`;
  const { violations } = await page.evaluate<axe.AxeResults>(look);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect({ page: new URL(page.url()).pathname, found }).toEqual({ page: new URL(page.url()).pathname, found: [] });
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // Parts that are chosen by the width come a moment after the window has it.
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  await expect.poll(overflow).toBeLessThanOrEqual(0);
}
