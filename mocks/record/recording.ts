import { fromIso } from '../clock.ts';
import { LabRefused } from '../system.ts';

/** One request of a recording, and what the real system answered. */
export interface Exchange {
  readonly method: string;
  /** Whole address of HAR; below the system's prefix where `system` is known. */
  readonly url: string;
  /** Of the lab's own form. */
  readonly system: string | undefined;
  /** Epoch ms; `undefined` = unknown. */
  readonly at: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answer: Buffer;
  /** The recording holds the answer itself, not only its status. */
  readonly hasAnswer: boolean;
}

interface HarEntry {
  readonly startedDateTime?: string;
  readonly request?: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: readonly HarPair[];
    readonly postData?: { readonly text?: string; readonly encoding?: string; readonly params?: readonly HarPair[] };
  };
  readonly response?: {
    readonly status?: number;
    readonly headers?: readonly HarPair[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
  };
}
interface HarPair {
  readonly name: string;
  readonly value?: string;
}

/**
 * A recording of real traffic: HAR 1.2, or the lab's own form: a series of `/_lab/recordings/NAME` or the list of `/_lab/requests`, whose
 * entries may hold `answer` and `answerHeaders` besides.
 *
 * @throws LabRefused when it is neither
 */
export function readRecording(text: string): readonly Exchange[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new LabRefused('the recording is no JSON: HAR 1.2 or the form of /_lab/recordings/NAME is wanted');
  }
  const entries = (value as { log?: { entries?: unknown } } | null)?.log?.entries;
  if (Array.isArray(entries)) return entries.map((one, at) => ofHar(one as HarEntry, at));
  const requests = Array.isArray(value) ? value : (value as { requests?: unknown } | null)?.requests;
  if (Array.isArray(requests))
    return requests.map((one, at) => ofLab(one as Record<string, unknown>, at, !Array.isArray(value)));
  throw new LabRefused('the recording has neither log.entries (HAR 1.2) nor requests (the lab’s own form)');
}

function ofHar({ startedDateTime, request, response }: HarEntry, at: number): Exchange {
  if (!request?.url || !request.method || !response) throw new LabRefused(`entry ${at + 1} has no request or response`);
  const { postData } = request;
  const params = postData?.params?.map((one) => [one.name, one.value ?? ''] as [string, string]);
  const text = postData?.text ?? (params ? new URLSearchParams(params).toString() : '');
  const { content } = response;
  return {
    method: request.method.toUpperCase(),
    url: request.url,
    system: undefined,
    at: fromIso(startedDateTime ?? ''),
    headers: headersOf(request.headers),
    body: bytesOf(text, postData?.encoding),
    status: response.status ?? 0,
    answerHeaders: headersOf(response.headers),
    answer: bytesOf(content?.text ?? '', content?.encoding),
    hasAnswer: content?.text !== undefined,
  };
}

function ofLab(one: Readonly<Record<string, unknown>>, at: number, isSeries: boolean): Exchange {
  if (typeof one.url !== 'string' || typeof one.method !== 'string')
    throw new LabRefused(`request ${at + 1} has no url or method`);
  const encoding = isSeries ? 'base64' : undefined;
  return {
    method: one.method.toUpperCase(),
    url: one.url,
    system: typeof one.system === 'string' ? one.system : undefined,
    at: fromIso(String(one.at ?? '')),
    headers: lower(one.headers),
    body: bytesOf(String(one.body ?? ''), encoding),
    status: Number(one.status ?? 0),
    answerHeaders: lower(one.answerHeaders),
    answer: bytesOf(String(one.answer ?? ''), encoding),
    hasAnswer: one.answer !== undefined,
  };
}

const bytesOf = (text: string, encoding: string | undefined): Buffer =>
  Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
const headersOf = (list: readonly HarPair[] = []) =>
  lower(Object.fromEntries(list.map((one) => [one.name, one.value ?? ''])));
const lower = (headers: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((headers ?? {}) as object)
      // HTTP/2 recordings have pseudo-headers.
      .filter(([name]) => !name.startsWith(':'))
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
