import { request } from 'node:http';
import type { Readable } from 'node:stream';

export interface Answered {
  /** Until the last byte was here. */
  readonly milliseconds: number;
  /** As they were sent. */
  readonly bytes: number;
  readonly text: string;
}

/** One browser that is let in. */
export interface Asking {
  ask(path: string): Promise<Answered>;
}

/** Waits until the bridge says where its console is. @throws when a page is none */
export async function openAsking(output: Readable): Promise<Asking> {
  const address = await new Promise<string>((resolve) => {
    let said = '';
    output.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      const found = /(http:\/\/[\d.]+:\d+)\/\s*$/m.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
  });
  const first = await fetch(address, { redirect: 'manual' });
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { ask: (path) => get(address + path, cookie) };
}

/** Without `fetch`, which unpacks by itself and tells no bytes. */
function get(address: string, cookie: string): Promise<Answered> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { cookie, 'accept-encoding': 'br, gzip' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const milliseconds = performance.now() - start;
        if (answer.headers['content-encoding']) throw new Error('a page came packed: unpack it here');
        const text = body.toString('utf8');
        if (answer.statusCode === 200 && text.includes('</html>')) resolve({ milliseconds, bytes: body.length, text });
        else reject(new Error(`${address}: ${answer.statusCode}`));
      });
    });
    asked.on('error', (error) => {
      // A connection that stood idle, and that the server closed at this very moment: a browser asks again, too.
      if (asked.reusedSocket) resolve(get(address, cookie));
      else reject(error);
    });
    asked.end();
  });
}
