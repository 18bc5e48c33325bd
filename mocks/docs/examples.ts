import { deserialize, serialize } from 'node:v8';
import iconv from 'iconv-lite';
import { findRoute } from '../find-route.ts';
import { createLabState } from '../lab.ts';
import type { Answer, ExampleAnswer, ExampleTools, MockSystem, Operation } from '../system.ts';
import { systems } from '../systems.ts';
import { refusalsOf, type SeenRefusal } from './refusals.ts';

/** One call that was really made, and its answer. */
export interface Example {
  /** Its place in the order of calls: what came before made it possible. */
  readonly no: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Only where the operation refuses whatever is asked. */
  readonly isRefused: boolean;
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answer: string;
}

/** By operation: the first call of it that was not refused, or the first at all where it refuses whatever is asked; and how it refuses. */
export type Examples = Readonly<Record<string, Example & { readonly refusals: readonly SeenRefusal[] }>>;

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
  const { tools, examples } = callsTo(system, `${base}/${name}`, lab);
  await system.examples(tools);
  return Object.fromEntries(examples);
}

/** Codes by which an answer refuses, whatever its status; one of zeros alone stands around those of rows. */
const codesOf = ({ truth }: MockSystem, answer: Answer): readonly string[] =>
  (truth?.codesOf?.(answer) ?? []).filter((code) => answer.status >= 400 || /[1-9]/.test(code));

/** Tools for the script of examples, and what they have gathered. */
function callsTo(system: MockSystem, base: string, lab: ReturnType<typeof createLabState>) {
  const examples = new Map<string, Examples[string]>();
  let no = 0;
  const send = async (method: string, url: string, given: Readonly<Record<string, string>>, body: Buffer) => {
    const headers = { ...given, ...(body.length > 0 && { 'content-length': String(body.length) }) };
    const request = { method, url, headers, body, base };
    const found = findRoute(system, request);
    lab.settle(system);
    const [path = '', query = ''] = url.split('?', 2);
    const call = {
      method,
      path,
      params: found?.params ?? {},
      query: new URLSearchParams(query),
      headers,
      body: request.body,
      now: lab.now(system),
      base,
    };
    const answer = await (found?.operation.handle(call) ?? system.unknown(call));
    return { operation: found?.operation, answer, codes: codesOf(system, answer) };
  };
  /** How it refuses in the state in which the example was made; afterwards all is as it was. */
  const refusals = async ({ path, facts }: Operation, example: Example, bytes: Buffer, before: Buffer) => {
    const after = serialize(system.kept?.save());
    system.kept?.load(deserialize(before));
    const seen = await refusalsOf(example, path, facts?.sends ?? [], async ({ method, url, headers, body }) => {
      const sent = body === example.body ? bytes : Buffer.from(body);
      const said = await send(method, url.slice(base.length), headers, sent);
      // A refusal uses up quotas at most.
      if (said.answer.status < 400 || system.useQuota) system.kept?.load(deserialize(before));
      return said;
    });
    system.kept?.load(deserialize(after));
    return seen;
  };
  const tools: ExampleTools = {
    address: system.address(base),
    now: () => lab.clock.now(),
    turn: (ms) => lab.clock.turn(ms),
    change(name, args = {}) {
      lab.settle(system);
      return system.changes[name]!.run(args);
    },
    async ask(method, url, { headers = {}, body: given } = {}) {
      const bytes = bytesOf(given);
      const before = serialize(system.kept?.save());
      const { operation, answer, codes } = await send(method, url, headers, bytes);
      if (!operation) throw new Error(`${system.name} has no ${method} ${url}`);
      no += 1;
      const { status, headers: answerHeaders } = answer;
      const isRefused = status >= 400 || codes.length > 0;
      const known = examples.get(operation.name);
      if (!known || (known.isRefused && !isRefused)) {
        // A file is shown as the text that it is.
        const body = Buffer.isBuffer(given) ? iconv.decode(given, 'CP932') : bytes.toString('utf8');
        const sent = { no, method, url: `${base}${url}`, headers, body };
        const example = { ...sent, isRefused, status, answerHeaders, answer: shown(answer) };
        examples.set(operation.name, { ...example, refusals: await refusals(operation, example, bytes, before) });
      }
      return said(answer);
    },
  };
  return { tools, examples };
}

const bytesOf = (given: unknown): Buffer =>
  Buffer.isBuffer(given)
    ? given
    : Buffer.from(given === undefined ? '' : typeof given === 'string' ? given : JSON.stringify(given));

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
