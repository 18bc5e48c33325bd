import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OwnBrowser } from './browser.ts';

/* What browser tests of the console share. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page in a browser of its own; what the browser complains of (policy, errors of scripts) fails the test. */
export async function browse(
  own: OwnBrowser,
  options: { readonly javaScriptEnabled?: boolean; readonly width?: number },
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { width = 1366, ...rest } = options;
  const context = await own.browser.newContext({ ...rest, viewport: { width, height: width < 500 ? 844 : 768 } });
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await work(page, context);
  } finally {
    await context.close();
  }
  // A refusal that a test asks for (409, 422) is no fault of the page.
  expect(complaints.filter((one) => !one.startsWith('Failed to load resource'))).toEqual([]);
}

/** Fails where a page is wider than its window, or axe-core calls something on it serious. */
export async function checkLooks(page: Page): Promise<void> {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(over).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
}

/** axe-core by Chromium's own channel: the page's policy lets no script of others in. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  const run = async (expression: string): Promise<unknown> => {
    const { result } = await client.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    return result.value;
  };
  await run(`${axe};0`);
  const found = (await run(`axe.run(document).then(({ violations }) => violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')))`)) as string[];
  expect(Array.isArray(found)).toBe(true);
  await client.detach();
  return found;
}
