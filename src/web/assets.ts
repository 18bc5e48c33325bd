import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { sha256 } from '../core/ids.ts';

const { resolve } = createRequire(import.meta.url);

/** Beside this file; in the built program, whose modules lie in one folder, beside where this file was. */
const folder = [join(import.meta.dirname, 'public'), join(import.meta.dirname, '..', 'web', 'public')].find((one) =>
  existsSync(join(one, 'console.css')),
) as string;

const css = 'text/css; charset=utf-8';
const js = 'text/javascript; charset=utf-8';

/** Everything that pages load: name → where it lies. Nothing comes from another host. */
const files: Readonly<Record<string, { readonly type: string; readonly path: () => string }>> = {
  'tokens.css': { type: css, path: () => resolve('@digital-go-jp/design-tokens/dist/tokens.css') },
  'console.css': { type: css, path: () => join(folder, 'console.css') },
  'console.js': { type: js, path: () => join(folder, 'console.js') },
  'htmx.js': { type: js, path: () => resolve('htmx.org/dist/htmx.min.js') },
  'icon.svg': { type: 'image/svg+xml', path: () => join(folder, 'icon.svg') },
  // Loaded only by a device that has no Japanese font of its own (console.css).
  'font.ttf': {
    type: 'font/ttf',
    path: () => resolve('@expo-google-fonts/biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf'),
  },
  'font-bold.ttf': {
    type: 'font/ttf',
    path: () => resolve('@expo-google-fonts/biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf'),
  },
};

export interface Asset {
  readonly type: string;
  readonly version: string;
  readonly body: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
}

const kept = new Map<string, Asset>();

/** A file for pages, packed for the way; undefined = there is none of this name. Read once. */
export function asset(name: string): Asset | undefined {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) return undefined;
  const known = kept.get(name);
  if (known) return known;
  const body = readFileSync(file.path());
  // A font is large and asked for hardly ever: packing it would hold up everybody.
  const isPacked = file.type !== 'font/ttf';
  const made: Asset = {
    type: file.type,
    version: sha256(body).slice(0, 16),
    body,
    br: isPacked ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null,
    gzip: isPacked ? gzipSync(body) : null,
  };
  kept.set(name, made);
  return made;
}

/** Address of a file for pages: another content has another address, so browsers may keep it for ever. */
export function assetPath(name: string): string {
  const found = asset(name);
  if (!found) throw new Error(`no file for pages is called ${name}`);
  return `/assets/${found.version}/${name}`;
}

/** `GET /assets/VERSION/NAME`, for everybody: nothing in them is secret. */
export function serveAssets(request: Request, response: Response): void {
  const found = asset(String(request.params.name));
  // The style names the fonts beside itself, so under its own version.
  if (!found || !/^[0-9a-f]{16}$/.test(String(request.params.version))) {
    response.status(404).end();
    return;
  }
  const { type, body, br, gzip } = found;
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  response.setHeader('vary', 'accept-encoding');
  const packed = br && request.acceptsEncodings('br') ? 'br' : gzip && request.acceptsEncodings('gzip') ? 'gzip' : '';
  if (packed !== '') response.setHeader('content-encoding', packed);
  response.end(packed === 'br' ? br : packed === 'gzip' ? gzip : body);
}
