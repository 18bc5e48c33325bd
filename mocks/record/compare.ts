import { act } from '../acts.ts';
import { addresses } from '../addresses.ts';
import { iso } from '../clock.ts';
import type { LabState } from '../lab.ts';
import { routesOf } from '../routes.ts';
import { type Correlation, createCorrelation } from './correlate.ts';
import { type Exchange, readRecording } from './recording.ts';
import { codesOf, type Difference, shapeDifferences, shapeOf } from './shape.ts';

/** One request of the recording beside the lab's answer to it. */
export interface Compared {
  readonly no: number;
  readonly at: string;
  readonly method: string;
  /** As it was recorded, without its query. */
  readonly url: string;
  /** '' = the lab has no such operation. */
  readonly system: string;
  readonly operation: string;
  readonly real: number;
  readonly mock: number;
  readonly differences: readonly Difference[];
  /** How sure the lab is of what it did: `A`, `B`, `C`, '' = unknown. */
  readonly trust: string;
  readonly row: string;
}

export interface Comparison {
  readonly requests: readonly Compared[];
  readonly same: number;
  readonly different: number;
  readonly unknown: number;
}

/** Headers that clients go by. Of others only the connection or the day decides. */
const headersThatMatter = [
  'content-type',
  'retry-after',
  'location',
  'x-amzn-ratelimit-limit',
  'www-authenticate',
  'content-encoding',
];
/** Of one connection only, or said anew. */
const notSent = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
  'accept-encoding',
  'origin',
  'cookie2',
]);

/**
 * Asks the lab everything that a recording asked the real systems, in its order, and says where the lab answered otherwise. The lab's truth is
 * another one: what answers of both name at the same place (orders, tokens, ids) is exchanged in the requests that follow, and only how
 * answers are made is compared, not their values.
 *
 * @param base of this lab
 * @throws LabRefused when it is no recording
 */
export async function compareRecording(lab: LabState, text: string, base: string): Promise<Comparison> {
  const exchanges = readRecording(text);
  const correlation = createCorrelation();
  const requests: Compared[] = [];
  let last: number | undefined;
  for (const [at, one] of exchanges.entries()) {
    // What was waited for then is waited for now: queues, tokens, polling.
    if (one.at !== undefined && last !== undefined && one.at > last)
      await act(lab, 'turn', { by: (one.at - last) / 1000 });
    last = one.at ?? last;
    requests.push(await compareOne(lab, one, at + 1, base, correlation));
  }
  const unknown = requests.filter((one) => one.system === '').length;
  const different = requests.filter((one) => one.system !== '' && one.differences.length > 0).length;
  return { requests, same: requests.length - unknown - different, different, unknown };
}

async function compareOne(
  lab: LabState,
  one: Exchange,
  no: number,
  base: string,
  correlation: Correlation,
): Promise<Compared> {
  const url = one.url.replace(/^https?:\/\/[^/]+/, '');
  const [path = ''] = url.split('?', 1);
  const found = place(lab, one, path);
  const said = {
    no,
    at: one.at === undefined ? '' : iso(one.at),
    method: one.method,
    url: one.url.split('?', 1)[0]!,
    real: one.status,
  };
  if (!found) return { ...said, system: '', operation: '', mock: 0, differences: [], trust: '', row: '' };
  const { system, prefix, operation, params } = found;
  const { credentials } =
    (addresses(lab, base) as Record<string, { credentials?: Record<string, string> }>)[system] ?? {};
  learnKeys(one, params, credentials ?? {}, correlation);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(one.headers))
    if (!notSent.has(name)) headers[name] = correlation.apply(value);
  Object.assign(headers, await act(lab, 'enter', { system, operation, headers }));
  const isText = Buffer.from(one.body.toString('utf8')).equals(one.body);
  const body = isText ? Buffer.from(correlation.apply(one.body.toString('utf8'))) : one.body;
  const answer = await fetch(`${base}/${system}${prefix}${correlation.apply(url)}`, {
    method: one.method,
    headers,
    redirect: 'manual',
    ...(body.length > 0 && !['GET', 'HEAD'].includes(one.method) ? { body: new Uint8Array(body) } : {}),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (one.status === answer.status) {
    correlation.learnHeaders(one.answerHeaders, answer.headers);
    if (one.hasAnswer) correlation.learn(one.answer, bytes);
  }
  return {
    ...said,
    system,
    operation,
    mock: answer.status,
    differences: differencesOf(one, answer.status, answer.headers, bytes),
    trust: answer.headers.get('x-lab-trust') ?? '',
    row: answer.headers.get('x-lab-trust-row') ?? '',
  };
}

/** Which operation of the lab a request means. Real hosts have no prefix: all places below which the lab has operations are tried. */
function place(lab: LabState, one: Exchange, path: string) {
  const query = new URLSearchParams(one.url.split('?')[1]);
  const { headers, body } = one;
  for (const system of lab.systems.values()) {
    if (one.system !== undefined && one.system !== system.name) continue;
    const routes = routesOf(system);
    for (const prefix of one.system === undefined ? prefixesOf(system.operations.map((each) => each.path)) : ['']) {
      // What is nothing but a variable part below its prefix would be anything.
      const found = routes(one.method, prefix + path).find(
        ({ operation, params }) =>
          (one.system !== undefined || /\/\w/.test(operation.path.slice(prefix.length))) &&
          (operation.fits?.({ params, query, headers, body }) ?? true),
      );
      if (found) return { system: system.name, prefix, operation: found.operation.name, params: found.params };
    }
  }
  return undefined;
}

/** First parts of paths, which on real hosts are the host: `/api`, `/lwa`. */
const prefixesOf = (paths: readonly string[]): readonly string[] => [
  '',
  ...new Set(paths.map((one) => /^\/\w+(?=\/)/.exec(one)?.[0] ?? '').filter((one) => one !== '')),
];

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Names that say the same in fewer letters. */
const longNames: Readonly<Record<string, string>> = { pwd: 'password' };

/**
 * Keys of the recording are those of the lab when they have the same name: `client_id` and `clientId`, in headers, path, query and body, however deep;
 * a basic login has both of its parts.
 */
function learnKeys(
  one: Exchange,
  params: Readonly<Record<string, string>>,
  credentials: Readonly<Record<string, string>>,
  correlation: Correlation,
): void {
  const given: [string, string][] = [...Object.entries(one.headers), ...Object.entries(params)];
  const query = one.url.split('?')[1];
  if (query !== undefined) given.push(...new URLSearchParams(query));
  const text = one.body.toString('utf8');
  if (/^\s*\{/.test(text)) {
    try {
      given.push(...leavesOf(JSON.parse(text)));
    } catch {
      // No JSON: nothing to learn from.
    }
  } else if (/urlencoded/.test(one.headers['content-type'] ?? '')) given.push(...new URLSearchParams(text));
  for (const [name, value] of given) {
    for (const [key, ours] of Object.entries(credentials))
      if (plain(key) === (longNames[plain(name)] ?? plain(name))) correlation.know(value, ours);
  }
  const basic = /^Basic (.+)$/i.exec(one.headers.authorization ?? '')?.[1];
  const [user, secret] = Object.values(credentials);
  if (basic && user !== undefined && secret !== undefined) correlation.know(basic, btoa(`${user}:${secret}`));
}

/** Texts of a body with their names. */
function leavesOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'object' ? leavesOf(one) : [[name, String(one)] as [string, string]],
  );
}

function differencesOf(one: Exchange, status: number, headers: Headers, bytes: Buffer): readonly Difference[] {
  const found: Difference[] = [];
  if (one.status !== status) found.push({ kind: 'status', at: '', real: String(one.status), mock: String(status) });
  for (const name of headersThatMatter) {
    const [real, mock] = [one.answerHeaders[name], headers.get(name) ?? undefined].map((value) => mime(name, value));
    // A recording without any headers of answers says nothing of them.
    if (Object.keys(one.answerHeaders).length === 0 || real === mock) continue;
    // What a location or a limit is depends on the seller: only whether it is there.
    if (real !== undefined && mock !== undefined && name !== 'content-type') continue;
    if (name === 'content-encoding') continue;
    found.push({ kind: 'header', at: name, real: real ?? '–', mock: mock ?? '–' });
  }
  if (!one.hasAnswer) return found;
  const [codes, others] = [codesOf(one.answer), codesOf(bytes)];
  if (codes.join() !== others.join() && (one.status >= 400 || status >= 400 || codes.length === 1))
    found.push({ kind: 'code', at: '', real: codes.join(', ') || '–', mock: others.join(', ') || '–' });
  const [real, mock] = [shapeOf(one.answer), shapeOf(bytes)];
  const formOf = (shape: typeof real, text: Buffer) => shape?.form ?? (text.length === 0 ? 'nothing' : 'other');
  if (formOf(real, one.answer) !== formOf(mock, bytes))
    found.push({ kind: 'format', at: '', real: formOf(real, one.answer), mock: formOf(mock, bytes) });
  else if (real && mock) found.push(...shapeDifferences(real.shape, mock.shape));
  return found;
}

const mime = (name: string, value: string | undefined): string | undefined =>
  name === 'content-type' ? value?.split(';', 1)[0]?.trim().toLowerCase() : value;

/** For people: every request in one line, what differs below it. */
export function comparisonText({ requests, same, different, unknown }: Comparison): string {
  const lines = requests.flatMap((one) => {
    const mark = one.system === '' ? '?   ' : one.differences.length > 0 ? 'DIFF' : 'same';
    const what = one.system === '' ? 'the lab has no such operation' : `${one.system} ${one.operation}`;
    const trust = one.differences.length > 0 && one.trust !== '' ? `  [trust ${one.trust}: ${one.row}]` : '';
    return [
      `${mark} ${one.no} ${one.method} ${one.url} → ${what}${trust}`,
      ...one.differences.map((each) => `       ${sentence(each)}`),
    ];
  });
  return [
    ...lines,
    '',
    `${requests.length} requests: ${same} same, ${different} different, ${unknown} unknown to the lab`,
  ].join('\n');
}

function sentence({ kind, at, real, mock }: Difference): string {
  switch (kind) {
    case 'missing':
      return `missing  ${at} (${real})`;
    case 'extra':
      return `extra    ${at} (${mock})`;
    default:
      return `${kind.padEnd(8)} ${at === '' ? '' : `${at}: `}real ${real}, mock ${mock}`;
  }
}
