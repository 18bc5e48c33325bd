import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** A request to a system, read to its end. */
export interface Arrived {
  readonly method: string;
  /** Below the system's prefix, with query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Base URL of the system as this caller reached it. */
  readonly base: string;
}

const most = 64 * 1024 * 1024;
const nothing = Buffer.alloc(0);

const unpack: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * Reads the whole body, unpacked where it is packed. `undefined` when it cannot be read (too large, unknown or broken packing, or the caller is
 * gone): then the request is as one to an unknown path, without its body.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const length = request.headers['content-length'];
  if (length === '0' || (length === undefined && request.headers['transfer-encoding'] === undefined)) return nothing;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size <= most) parts.push(part);
    }
    if (size > most) return undefined;
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const packing = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
    return packing === 'identity' ? whole : await unpack[packing]?.(whole);
  } catch {
    return undefined;
  }
}

/** The request of a system whose name stands at the beginning of the path. */
export function arrived(request: IncomingMessage, system: string, body: Buffer): Arrived {
  const rest = (request.url ?? '/').slice(system.length + 1);
  return {
    method: request.method ?? 'GET',
    url: rest.startsWith('/') ? rest : `/${rest}`,
    headers: request.headers,
    body,
    base: `http://${request.headers.host}/${system}`,
  };
}
