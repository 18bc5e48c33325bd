import type { Answer, Call, Field, Operation, OperationFacts } from '../../system.ts';
import { openSession, takePass, useSession } from '../state/access.ts';
import type { B2State } from '../state/state.ts';
import { Refused, refusedAnswer } from './feed.ts';
import { headerFields, queryField } from './fields.ts';

/** Who calls: a session, or one that was opened by an RXID in the address. */
export interface Caller {
  readonly session: string;
  /** What the RXID was for: hand-over or issue. */
  readonly about: string;
}

export interface Guarded {
  readonly name: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly fits?: Operation['fits'];
  /** Query parameters that it knows; others are refused. A name ending in `*` stands for all that begin so. */
  readonly query: readonly string[];
  /** Besides the query. */
  readonly sends?: readonly Field[];
  readonly limits?: readonly string[];
  /** This operation can be called with `_RXID` of this kind. */
  readonly pass?: 'spool';
  answer(call: Call, caller: Caller): Answer | Promise<Answer>;
}

const cookieName = 'SID';

/**
 * One operation of the partner API behind what all share: session or key, header of writes, query. First request: `Authorization: Token
 * <key>`, answered with a cookie; later ones must not send it (trust B; what is said then, C).
 */
export function guard(state: B2State, guarded: Guarded): Operation {
  return {
    name: guarded.name,
    method: guarded.method,
    path: guarded.path,
    facts: factsOf(guarded),
    ...(guarded.fits && { fits: guarded.fits }),
    async handle(call) {
      let cookie: Readonly<Record<string, string>> = {};
      try {
        if (state.plans.isBusy) throw new Refused(419, 'The system is busy.');
        const known = cookieOf(call);
        const isAlive = known !== '' && useSession(state.access, known, call.now);
        const caller = admit(state, guarded, call, isAlive ? known : '');
        if (caller.session !== known || !isAlive) {
          cookie = { 'set-cookie': `${cookieName}=${caller.session}; Path=/; HttpOnly; SameSite=Lax` };
        }
        const isFirst = !isAlive;
        if (!isFirst && call.method !== 'GET' && call.headers['x-requested-with'] !== 'XMLHttpRequest') {
          throw new Refused(417, 'X-Requested-With is required.');
        }
        for (const name of call.query.keys()) {
          const isKnown = guarded.query.some((one) =>
            one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name,
          );
          if (!isKnown) throw new Refused(400, `unknown parameter ${name}`);
        }
        const answer = await guarded.answer(call, caller);
        return { ...answer, headers: { ...cookie, ...answer.headers } };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const answer = refusedAnswer(error);
        return { ...answer, headers: { ...answer.headers, ...cookie } };
      }
    },
  };
}

const factsOf = ({ query, sends = [], limits = [], method, pass }: Guarded): OperationFacts => ({
  fields: [...query, ...sends.map((one) => one.name)],
  sends: [...headerFields(method, pass !== undefined), ...query.map(queryField), ...sends],
  limits,
});

function admit(state: B2State, guarded: Guarded, call: Call, session: string): Caller {
  const { access } = state;
  const given = call.headers.authorization;
  if (session !== '' && given !== undefined) {
    throw new Refused(400, 'Authorization is for the first request of a session only.');
  }
  const rxid = call.query.get('_RXID');
  let about = '';
  if (rxid !== null && guarded.pass) {
    const pass = takePass(access, rxid, guarded.pass, call.now);
    if (!pass) throw new Refused(401, 'RXID');
    about = pass.about;
    if (session === '') return { session: openSession(access, call.now, state.random()), about };
  }
  if (session !== '') return { session, about };
  if (given === undefined || access.isRefused || given !== `Token ${access.accessKey}`) throw new Refused(401, 'key');
  return { session: openSession(access, call.now, state.random()), about };
}

function cookieOf(call: Call): string {
  for (const part of (call.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName) return value ?? '';
  }
  return '';
}
