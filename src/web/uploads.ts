import express, { type Response as Answer, type Request } from 'express';
import type { Context } from '../flow/types.ts';

/** A file of a form. */
export interface Upload {
  /** As the browser says it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Larger files go into the inbox by the disk: a page's files stand in memory as a whole. */
const most = 32 * 1024 ** 2;

/** Fields and edges of a form around its files. */
const aroundFiles = 64 * 1024;

/** Bytes of files that one form may bring. */
export const uploadBytes = ({ config }: Pick<Context, 'config'>): number => Math.min(most, config.limits.fileBytes);

/**
 * Reads a form with files (`multipart/form-data`) to its end: called when it is known who sends it. Any other body gives undefined.
 *
 * @throws an error with `status` 413 when it is too large, 400 when it is no such form
 */
export async function readUpload(
  request: Request,
  answer: Answer,
  limit: number,
): Promise<{ readonly form: URLSearchParams; readonly uploads: readonly Upload[] } | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  const read = express.raw({ type: 'multipart/form-data', limit: limit + aroundFiles });
  await new Promise<void>((resolve, reject) =>
    read(request, answer, (error?: unknown) => (error === undefined ? resolve() : reject(error))),
  );
  const bytes: unknown = request.body;
  const data = await parsed(type, bytes instanceof Uint8Array ? bytes : new Uint8Array());
  const form = new URLSearchParams();
  const uploads: Upload[] = [];
  for (const [name, value] of data) {
    if (typeof value === 'string') form.append(name, value);
    // A field of files that was left blank comes as a file without a name.
    else if (value.name !== '') uploads.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { form, uploads };
}

async function parsed(type: string, bytes: Uint8Array): Promise<FormData> {
  try {
    return await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    throw Object.assign(new Error('no form'), { status: 400 });
  }
}
