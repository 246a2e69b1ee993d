import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; undefined when there is none, and then the tests that need one are skipped. */
export const browserPath: string | undefined = candidates.find((path) => existsSync(path));

/** Flags without which a browser asks its maker's hosts for things, and those that a container needs. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  // Neither a process for drawing in three dimensions nor one for each site of a test that has one.
  '--disable-software-rasterizer',
  '--disable-site-isolation-trials',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  // Names of other hosts lead nowhere. A route of the driver would stop them too, and with it the cache of scripts.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  // A microphone that hums, and nobody who has to allow it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** What is neither of this machine nor made by the page itself. */
const strayAddress = /^(?!https?:\/\/127\.0\.0\.1[:/]|data:|blob:)/;

export interface TestBrowser {
  /** A window of its own, signed out. Requests that leave this machine fail and are noted. */
  open(options?: { width?: number; height?: number; dark?: boolean }): Promise<Page>;
  /** Addresses of other hosts that a page asked for. */
  readonly strays: string[];
  /** Errors that scripts of the pages threw. */
  readonly scriptErrors: string[];
  close(): Promise<void>;
}

export async function startBrowser(executablePath: string): Promise<TestBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'parley-browser-'));
  const browser: Browser = await chromium.launch({ executablePath, args: flags, env: { ...process.env, HOME: home } });
  const strays: string[] = [];
  const scriptErrors: string[] = [];
  const watch = (context: BrowserContext): void => {
    context.on('request', (request) => {
      if (strayAddress.test(request.url())) strays.push(request.url());
    });
  };
  return {
    strays,
    scriptErrors,
    async open({ width = 1280, height = 800, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      watch(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => scriptErrors.push(error.message));
      return page;
    },
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The web app as `npm start` builds it. */
export function buildWebApp(): void {
  const script = join(import.meta.dirname, '..', '..', '..', 'web', 'scripts', 'build-if-stale.ts');
  execFileSync(process.execPath, [script], { stdio: 'pipe' });
}
