import { findRoute } from '../find-route.ts';
import { createLabState } from '../lab.ts';
import type { Answer, ExampleAnswer, ExampleTools, MockSystem } from '../system.ts';
import { systems } from '../systems.ts';

/** One call that was really made, and its answer. */
export interface Example {
  /** Its place in the order of calls: what came before made it possible. */
  readonly no: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answer: string;
}

/** By operation: the first call of it that was not refused. */
export type Examples = Readonly<Record<string, Example>>;

const made = new Map<string, Promise<Examples>>();

/**
 * Examples of a system's operations, made by calling them in a lab of their own: fresh, small seed, its clock begins now. Made once
 * for each process, when they are first asked for. A further shop has those of the first.
 *
 * @param base URL of the lab, for addresses in answers
 */
export function examplesOf(name: string, base: string): Promise<Examples> {
  const system = name.split('-', 1)[0]!;
  let examples = made.get(system);
  if (!examples) {
    examples = make(system, base);
    made.set(system, examples);
  }
  return examples;
}

async function make(name: string, base: string): Promise<Examples> {
  const lab = createLabState({
    seed: 'small',
    random: 1,
    realNow: () => Temporal.Now.instant().epochMilliseconds,
    from: 0,
    life: false,
    systems: Object.values(systems),
  });
  const system = lab.systems.get(name);
  if (!system?.examples) return {};
  const examples: Record<string, Example> = {};
  await system.examples(toolsOf(system, `${base}/${name}`, examples, lab));
  return examples;
}

function toolsOf(
  system: MockSystem,
  base: string,
  examples: Record<string, Example>,
  lab: ReturnType<typeof createLabState>,
): ExampleTools {
  let no = 0;
  return {
    address: system.address(base),
    now: () => lab.clock.now(),
    turn: (ms) => lab.clock.turn(ms),
    change(name, args = {}) {
      lab.settle(system);
      return system.changes[name]!.run(args);
    },
    async ask(method, url, given = {}) {
      const text =
        given.body === undefined ? '' : typeof given.body === 'string' ? given.body : JSON.stringify(given.body);
      const headers = { ...given.headers, ...(text !== '' && { 'content-length': String(Buffer.byteLength(text)) }) };
      const request = { method, url, headers, body: Buffer.from(text), base };
      const found = findRoute(system, request);
      if (!found) throw new Error(`${system.name} has no ${method} ${url}`);
      lab.settle(system);
      const [path = '', query = ''] = url.split('?', 2);
      const call = {
        method,
        path,
        params: found.params,
        query: new URLSearchParams(query),
        headers,
        body: request.body,
        now: lab.now(system),
        base,
      };
      const answer = await found.operation.handle(call);
      no += 1;
      if (answer.status < 400 && !examples[found.operation.name]) {
        examples[found.operation.name] = {
          no,
          method,
          url: `${base}${url}`,
          headers: given.headers ?? {},
          body: text,
          status: answer.status,
          answerHeaders: answer.headers,
          answer: shown(answer),
        };
      }
      return said(answer);
    },
  };
}

function said({ status, headers, body }: Answer): ExampleAnswer {
  const text = body.toString('utf8');
  return {
    status,
    headers,
    text,
    get json() {
      return JSON.parse(text) as unknown;
    },
  };
}

/** Texts as they are; files by their kind and size. */
function shown({ headers, body }: Answer): string {
  const type = headers['content-type'] ?? '';
  const isText = /json|xml|text\/(plain|html)/.test(type) || type === '';
  return isText ? body.toString('utf8') : `(${type}, ${Buffer.byteLength(body)} bytes)`;
}
