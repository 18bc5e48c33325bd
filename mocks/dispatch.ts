import type { ServerResponse } from 'node:http';
import type { Arrived } from './arrive.ts';
import { drifted } from './faults/drift.ts';
import { refusals, type Struck } from './faults.ts';
import type { LabState } from './lab.ts';
import type { Found } from './routes.ts';
import type { Answer, Call, MockSystem, Operation, Refusal } from './system.ts';
import { refusedByStrict, trustOf } from './truth.ts';

/** Answers one request of a system: log, faults, operation, in this order. */
export async function dispatch(
  lab: LabState,
  system: MockSystem,
  found: Found | undefined,
  request: Arrived,
  response: ServerResponse,
): Promise<void> {
  // Logged, struck, written down and answered in one moment unless it waits: done again it happens in one, too.
  const begun = lab.moment(() => {
    const { operation, call, logged } = begin(lab, system, found, request);
    const { delayMs, fault } = operation
      ? lab.faults.strike(system.name, operation.name, { url: request.url, body: call.body }, lab.clock.now())
      : { delayMs: 0, fault: undefined };
    const answering = () => {
      lab.journal?.request(system.name, request, fault);
      return answerOf(lab, system, operation, call, fault);
    };
    return { operation, logged, delayMs, fault, answering, atOnce: delayMs > 0 ? undefined : answering() };
  });
  const { operation, logged, delayMs, fault, answering, atOnce } = begun;
  if (delayMs > 0) await waitUnlessGone(response, delayMs);
  const answer = await (atOnce ?? lab.moment(answering));
  const trust = answer && system.truth && !fault ? trustHeaders(system, operation, answer) : {};
  const end = (status: number, body: string | Buffer) =>
    lab.log.end(logged, status, body, fault?.kind ?? (delayMs > 0 ? 'delay' : ''));
  if (!answer) {
    end(0, '');
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'lost') {
    end(0, answer.body);
    response.socket?.destroy();
    return;
  }
  end(answer.status, answer.body);
  if (fault?.kind === 'truncated') {
    const body = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...answer.headers, 'content-length': String(Math.max(2, body.length)) });
    response.write(body.subarray(0, Math.max(1, body.length >> 1)), () => response.socket?.destroy());
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, ...trust });
  response.end(answer.body);
}

/** Does once more what a request did before the lab ended. Nobody is there to be answered, no fault waits. */
export async function repeatRequest(
  lab: LabState,
  system: MockSystem,
  found: Found | undefined,
  request: Arrived,
  fault: Struck | undefined,
): Promise<void> {
  const { operation, call, logged } = begin(lab, system, found, request);
  // For its counts and its chance only: what struck is known.
  if (operation) lab.faults.strike(system.name, operation.name, { url: request.url, body: call.body }, lab.clock.now());
  const answer = await answerOf(lab, system, operation, { ...call, again: true }, fault);
  lab.log.end(logged, answer && fault?.kind !== 'lost' ? answer.status : 0, answer?.body ?? '', fault?.kind ?? '');
}

function begin(lab: LabState, system: MockSystem, found: Found | undefined, request: Arrived) {
  const call = toCall(request, found?.params ?? {}, lab.now(system));
  const logged = lab.log.add({
    at: lab.clock.now(),
    system: system.name,
    operation: found?.operation.name ?? '',
    method: call.method,
    url: request.url,
    headers: request.headers,
    body: call.body,
  });
  return { operation: found?.operation, call, logged };
}

/** `undefined` = the connection is cut before anything happens. */
async function answerOf(
  lab: LabState,
  system: MockSystem,
  operation: Operation | undefined,
  call: Call,
  fault: Struck | undefined,
): Promise<Answer | undefined> {
  lab.settle(system);
  const strict = lab.strict ? system.truth : undefined;
  if (!operation) {
    const answer = system.unknown(call);
    return strict ? strictly(system, undefined, answer) : answer;
  }
  const [sure, row = ''] = strict?.operations[operation.name] ?? [];
  if (sure === 'C') return refusedByStrict(folderOf(system), row);
  const kind = fault?.kind;
  if (kind === 'reset') return undefined;
  if (kind && refusals.has(kind)) return system.refuse(kind as Refusal, operation.name, call);
  if (kind === 'duplicate') await operation.handle(call);
  const given = await operation.handle({ ...call, now: lab.now(system) });
  const answer = strict ? strictly(system, operation, given) : given;
  if (kind === 'garbage') return { ...answer, status: bodied(answer.status), body: '<html><body>\u0000 502 \ufffd' };
  if (kind === 'wrong-type') return { ...answer, status: bodied(answer.status), body: otherTypes(answer.body) };
  if (kind === 'repeat') return system.repeat(answer);
  if (fault && (kind === 'renamed' || kind === 'missing')) return drifted(answer, fault.field, fault.into);
  if (kind === 'older-version') return system.older?.[operation.name]?.(answer, lab.now(system)) ?? answer;
  if (kind === 'truncated') return { ...answer, status: bodied(answer.status) };
  return answer;
}

/** Where a system's README lies; a further shop of it is called `SYSTEM-SHOP`. */
const folderOf = ({ name }: MockSystem): string => name.split('-', 1)[0]!;

const trustHeaders = (system: MockSystem, operation: Operation | undefined, answer: Answer) => {
  if (answer.headers['x-lab-strict']) return { 'x-lab-trust': 'C' };
  const { trust, row } = trustOf(system.truth!, operation, answer);
  return { 'x-lab-trust': trust, 'x-lab-trust-row': `${folderOf(system)}/README.md#${row}` };
};

/** An answer that nobody is sure of is not given. */
function strictly(system: MockSystem, operation: Operation | undefined, answer: Answer): Answer {
  const { trust, row } = trustOf(system.truth!, operation, answer);
  return trust === 'C' ? refusedByStrict(folderOf(system), row) : answer;
}

const bodied = (status: number): number => (status === 204 ? 200 : status);

/** JSON whose members are of another type than promised. */
function otherTypes(body: string | Buffer): string {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return '"text instead of an object"';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '{}';
  return JSON.stringify(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, otherType(member)])));
}

function otherType(value: unknown): unknown {
  if (Array.isArray(value)) return { 0: 'object instead of a list' };
  if (typeof value === 'object' && value !== null) return ['list instead of an object'];
  return typeof value === 'string' ? 12_345 : 'text';
}

/** A request as mocks see it. */
export function toCall(request: Arrived, params: Call['params'], now: number): Call {
  const mark = request.url.indexOf('?');
  return {
    method: request.method,
    path: mark < 0 ? request.url : request.url.slice(0, mark),
    params,
    query: new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1)),
    headers: request.headers,
    body: request.body,
    now,
    base: request.base,
  };
}

function waitUnlessGone(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
