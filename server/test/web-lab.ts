import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
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
  /** A window of its own in which one of the demo's people is signed in, at a page. */
  open(person: string, path: string, options?: WindowOptions): Promise<Page>;
  /** Stops everything. Fails when a page asked another host for something or a script threw. */
  stop(): Promise<void>;
}

/** Takes up to a minute where the web app has to be built first. */
export async function startWebLab(): Promise<WebLab> {
  buildWebApp();
  const parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: webPassword } });
  const browser = await startBrowser(browserPath ?? '');
  const signedIn = new Map<string, Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>>();
  return {
    parley,
    browser,
    async open(person, path, options) {
      const page = await browser.open(options);
      const cookies = signedIn.get(person);
      if (cookies) await page.context().addCookies(cookies);
      else {
        await page.goto(`${parley.baseUrl}/sign-in`);
        await page.getByRole('button', { name: person }).click();
        await page.getByRole('navigation').first().waitFor();
        signedIn.set(person, await page.context().cookies());
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

/** Asks axe about the page as it is now, or about a part of it, in light and in dark colours. */
export async function expectNoSeriousFaults(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    // The pages have no frames: a second window to gather what axe found in them would only cost time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({
      resultTypes: ['violations'],
      // Dark colours change nothing but the contrast.
      ...(colorScheme === 'dark' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}),
    });
    const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
}
