import { createClock } from '../../mocks/clock.ts';
import { createRandom } from '../../mocks/random.ts';
import { startLab } from '../../mocks/server.ts';
import { systems } from '../../mocks/systems.ts';

/** An entry of HAR 1.2, as far as a comparison looks at it. */
export interface HarEntry {
  readonly startedDateTime: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly text: string; readonly encoding?: 'base64' };
  };
  readonly response: {
    status: number;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly content: { text: string; readonly encoding?: 'base64' };
  };
}

/** Prefixes of the lab that are hosts in the real world. */
const hosts: Readonly<Record<string, string>> = { '/api': 'https://api.shop.example', '': 'https://www.shop.example' };

/**
 * Traffic of every operation of a system, as a proxy would have recorded it: the script of the docs' examples against another shop in another
 * lab, with other keys, people and numbers, under hosts of their own.
 */
export async function recordedTraffic(name: string): Promise<{ entries: HarEntry[]; secrets: string[] }> {
  const real = await startLab({ seed: 'small', random: 99, shops: [{ system: name, shop: 'real' }] });
  try {
    const shop = `${name}-real`;
    const base = new URL(`/${shop}`, real.control).href;
    const address = (real.systems as unknown as Record<string, { credentials: Record<string, string> }>)[shop]!;
    const entries: HarEntry[] = [];
    const { examples } = systems[name as keyof typeof systems]({
      clock: createClock(() => 0),
      random: () => createRandom(1),
      shop: { tag: '', index: 0 },
    });
    const control = (path: string, body: unknown) =>
      fetch(`${real.control}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await examples!({
      address,
      now: () => real.clock.now(),
      turn: (ms) => real.clock.turn(ms),
      change: (change, args) => control(`/systems/${shop}/${change}`, args),
      async ask(method, url, { headers = {}, body } = {}) {
        const startedDateTime = new Date(real.clock.now()).toISOString();
        const bytes = Buffer.isBuffer(body)
          ? body
          : Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
        const answer = await fetch(`${base}${url}`, {
          method,
          headers,
          redirect: 'manual',
          ...(bytes.length > 0 && { body: new Uint8Array(bytes) }),
        });
        const said = Buffer.from(await answer.arrayBuffer());
        const pairs = (all: Iterable<readonly [string, string]>) => [...all].map(([name, value]) => ({ name, value }));
        const prefix = url.startsWith('/api/') && name === 'amazon' ? '/api' : '';
        entries.push({
          startedDateTime,
          request: {
            method,
            url: `${hosts[prefix]}${url.slice(prefix.length)}`,
            headers: pairs(Object.entries(headers)),
            ...(bytes.length > 0 && { postData: textOf(bytes) }),
          },
          response: { status: answer.status, headers: pairs(answer.headers), content: textOf(said) },
        });
        const text = said.toString('utf8');
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          text,
          get json() {
            return JSON.parse(text) as unknown;
          },
        };
      },
    });
    return { entries, secrets: Object.values(address.credentials) };
  } finally {
    await real.close();
  }
}

function textOf(bytes: Buffer): { text: string; encoding?: 'base64' } {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? { text } : { text: bytes.toString('base64'), encoding: 'base64' };
}

export const harOf = (entries: readonly HarEntry[]): string => JSON.stringify({ log: { version: '1.2', entries } });
