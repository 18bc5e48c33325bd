import type { Answer, Field } from '../system.ts';

/** How an operation refuses: what was otherwise than in its example, and what it answered. Really asked. */
export interface SeenRefusal {
  readonly when: string;
  readonly status: number;
  /** Error codes of the answer, the most telling first. */
  readonly codes: readonly string[];
  readonly answer: string;
}

interface Attempt {
  readonly when: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Parts = Pick<Attempt, 'method' | 'url' | 'headers' | 'body'>;

/** Longest answer that is shown. */
const longest = 600;

/**
 * Asks an operation again with one thing of its example otherwise: a field that must be there left out, a value that is none of those
 * printed, a parameter that nobody knows, an id that is not there. What is answered as if nothing were wrong is left out.
 *
 * @param ask sends a request; `codes` are those of an answer that refuses, whatever its status
 */
export async function refusalsOf(
  example: Parts,
  path: string,
  sends: readonly Field[],
  ask: (request: Parts) => Promise<{ readonly answer: Answer; readonly codes: readonly string[] }>,
): Promise<SeenRefusal[]> {
  const seen = new Map<string, SeenRefusal>();
  for (const { when, ...request } of attemptsOf(example, path, sends)) {
    const { answer, codes } = await ask(request);
    if (answer.status < 400 && codes.length === 0) continue;
    const text = answer.body.toString('utf8');
    const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
    seen.set(when, { when, status: answer.status, codes, answer: shown });
  }
  return [...seen.values()];
}

function attemptsOf(example: Parts, path: string, sends: readonly Field[]): readonly Attempt[] {
  const { method, url, headers, body } = example;
  const whole: Parts = { method, url, headers, body };
  const attempts: (Attempt | undefined)[] = [];
  const put = (when: string, changed: Partial<Parts> | undefined) =>
    attempts.push(changed && { ...whole, ...changed, when });
  for (const field of sends) {
    if (field.required) put(`${field.name} is left out`, changed(whole, field, undefined));
    if (field.values) put(`${field.name} has another value`, changed(whole, field, 'no-such-value'));
  }
  const pathField = sends.findLast((one) => one.in === 'path');
  if (pathField) put(`${pathField.name} is not there`, elsewhere(whole, path, pathField.name));
  put('there is an unknown parameter', changed(whole, { name: 'noSuchParameter', in: 'query', type: '' }, '1', true));
  return attempts.filter((one) => one !== undefined);
}

/** The request with one field left out or of another value; undefined where the example does not have it. */
function changed(
  whole: Parts,
  { name, in: where }: Field,
  value: string | undefined,
  isNew = false,
): Partial<Parts> | undefined {
  if (where === 'header') {
    if (whole.headers[name] === undefined) return undefined;
    const { [name]: _, ...rest } = whole.headers;
    return { headers: value === undefined ? rest : { ...rest, [name]: value } };
  }
  if (where === 'query') {
    const url = new URL(whole.url);
    if (!isNew && !url.searchParams.has(name)) return undefined;
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return { url: url.href };
  }
  if (where === 'body') return bodyWith(whole, name, value);
  return undefined;
}

function bodyWith({ headers, body }: Parts, name: string, value: string | undefined): Partial<Parts> | undefined {
  if (/form-urlencoded/.test(headers['content-type'] ?? '')) {
    const form = new URLSearchParams(body);
    const [parameter = '', ...members] = name.split('[].');
    if (!form.has(parameter)) return undefined;
    if (members.length > 0) {
      const list = inJson(form.get(parameter)!, ['[]', ...members.join('.').split('.')], value);
      if (list === undefined) return undefined;
      form.set(parameter, list);
    } else if (value === undefined) form.delete(parameter);
    else form.set(parameter, value);
    return { body: form.toString() };
  }
  const text = inJson(body, name.replaceAll('[]', '.[]').split('.'), value);
  return text === undefined ? undefined : { body: text };
}

/** JSON with the member at a path (`[]` = the first of a list) left out or of another value. */
function inJson(text: string, path: readonly string[], value: string | undefined): string | undefined {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return undefined;
  }
  const last = path.at(-1)!;
  let at: unknown = whole;
  for (const name of path.slice(0, -1)) {
    at = name === '[]' ? (at as unknown[] | undefined)?.[0] : (at as Record<string, unknown> | undefined)?.[name];
    if (typeof at !== 'object' || at === null) return undefined;
  }
  const place = at as Record<string, unknown>;
  if (!Object.hasOwn(place, last)) return undefined;
  if (value === undefined) delete place[last];
  else place[last] = Array.isArray(place[last]) ? [value] : value;
  return JSON.stringify(whole);
}

/** The same request for something that nobody has: digits become nines, other ids get another end. */
function elsewhere({ url }: Parts, path: string, name: string): Partial<Parts> | undefined {
  const asked = new URL(url);
  const parts = asked.pathname.split('/');
  const back = path
    .replace(/\{.*\}$/, '')
    .split('/')
    .reverse();
  const place = back.indexOf(`:${name}`);
  const part = place < 0 ? undefined : parts.at(-1 - place);
  if (part === undefined) return undefined;
  const stem = part.replace(/\.json$/, '');
  parts[parts.length - 1 - place] =
    (/^[\d-]+$/.test(stem) ? stem.replaceAll(/\d/g, '9') : `${stem}-0`) + part.slice(stem.length);
  asked.pathname = parts.join('/');
  return { url: asked.href };
}
