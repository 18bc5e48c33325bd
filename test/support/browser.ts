import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

export interface OwnBrowser {
  readonly browser: Browser;
  /** Ends it and removes its program. */
  close(): Promise<void>;
}

/**
 * A real Chromium from npm. The package unpacks itself straight into the temporary folder: here into one that goes away.
 *
 * @param options.contexts several contexts one after the other: in a single process the browser would end with the first
 */
export async function openBrowser({ contexts = false } = {}): Promise<OwnBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'b2-chromium-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const executablePath = await unpackedIn(folder);
    const browser = await playwright.launch({
      executablePath,
      args: [
        ...chromium.args.filter((arg) => !contexts || arg !== '--single-process'),
        '--no-sandbox',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return {
      browser,
      async close() {
        await browser.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function unpackedIn(folder: string): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
