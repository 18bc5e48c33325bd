import type { Call } from '../../system.ts';

/** Where QAPI lives below the host (trust A). */
export const base = '/GMKT.INC.Front.QAPIService/ebayjapan.qapi';

/** A call of QAPI, whichever of its forms it came in. */
export interface QapiCall {
  /** `Service.Method` as it was written, '' when none is named. */
  readonly method: string;
  readonly key: string;
  /** '' = not said. */
  readonly version: string;
  readonly returnType: string;
  /** What is left: the method's own parameters. */
  readonly params: ReadonlyMap<string, string>;
  /** Parameters that stand there more than once. */
  readonly doubles: readonly string[];
}

/** Parameters that belong to the transport. */
const transport = new Set(['v', 'key', 'method', 'returnType']);

/**
 * Method in the path or as `method`, key in a header or as `key`, version in a header or as `v`, parameters in the query or in a
 * form body: all mixtures are seen in working clients (trust B).
 */
export function readCall(call: Pick<Call, 'query' | 'headers' | 'body' | 'params'>): QapiCall {
  const form = formOf(call);
  const fields = [...call.query, ...form];
  const params = new Map<string, string>();
  const doubles: string[] = [];
  for (const [name, value] of fields) {
    if (params.has(name)) doubles.push(name);
    params.set(name, value);
  }
  const field = (name: string) => params.get(name) ?? '';
  const header = (name: string) => String(call.headers[name] ?? '');
  return {
    method: call.params.call ?? field('method'),
    key: header('giosiscertificationkey') || field('key'),
    version: header('qapiversion') || field('v'),
    returnType: field('returnType'),
    params: new Map([...params].filter(([name]) => !transport.has(name))),
    doubles: doubles.filter((name) => !transport.has(name)),
  };
}

/** Name of the method alone, in small letters: QAPI does not mind the case (trust B). */
export function methodOf(asked: Pick<Call, 'query' | 'headers' | 'body' | 'params'>): string {
  const named = asked.params.call ?? asked.query.get('method') ?? formOf(asked).get('method') ?? '';
  return named.toLowerCase();
}

function formOf({ headers, body }: Pick<Call, 'headers' | 'body'>): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return new URLSearchParams(isForm ? body.toString('utf8') : '');
}
