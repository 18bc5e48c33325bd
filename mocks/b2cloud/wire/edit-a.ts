import type { Answer, Call } from '../../system.ts';
import { issuePass } from '../state/access.ts';
import { properties } from '../state/columns.ts';
import { correct, mostEntries, openEntries, register, remove } from '../state/hand-over.ts';
import type { B2State, Entry, HandOver } from '../state/state.ts';
import type { Caller, Guarded } from './door.ts';
import { feedAnswer, type GivenEntry, Refused, readFeed, renderEntry } from './feed.ts';
import { correctedFields, rowFields, shipmentFields, updatedField } from './fields.ts';

const path = '/b2/p/editA';
const deleteWords = 'DELETE /editA';
const isDelete = (override: unknown): boolean => override === deleteWords;

/** Registers, reads, corrects and deletes rows that are to be printed. All of it lives in the session. */
export const editOperations = (state: B2State): readonly Guarded[] => [
  {
    name: 'deleteEdit',
    method: 'post',
    path,
    fits: ({ headers }) => headers['x-http-method-override'] !== undefined,
    query: ['api_user_id'],
    sends: [
      { name: 'x-http-method-override', in: 'header', type: 'text', required: true, values: [deleteWords] },
      updatedField,
      ...rowFields,
    ],
    answer(call, caller) {
      if (!isDelete(call.headers['x-http-method-override']))
        throw new Refused(400, 'X-HTTP-Method-Override must be "DELETE /editA".');
      const handOver = current(state, caller);
      const { updated, entries } = readFeed(call.body, properties);
      sameState(handOver, updated);
      const gone = entries.length === 0 ? openEntries(handOver) : entries.map((one) => find(handOver, one));
      remove(state, handOver, gone, call.now);
      return feedAnswer(200, { title: 'Deleted.', updated: handOver.updated });
    },
  },
  {
    name: 'registerEdit',
    method: 'post',
    path,
    query: ['api_user_id'],
    sends: shipmentFields,
    limits: [`${mostEntries} rows a call`],
    answer(call, caller) {
      checkCompany(state, call);
      const { entries } = readFeed(call.body, properties);
      if (entries.length === 0) throw new Refused(400, 'feed.entry is empty.');
      if (entries.length > mostEntries) throw new Refused(416, `At most ${mostEntries} entries.`);
      const handOver = register(
        state,
        entries.map((one) => one.shipment),
        { route: 'api', session: caller.session, now: call.now },
      );
      return whole(state, handOver, call);
    },
  },
  {
    name: 'readEdit',
    method: 'get',
    path,
    fits: ({ query }) => !query.has('spool'),
    query: [],
    answer: (call, caller) => whole(state, current(state, caller), call),
  },
  {
    name: 'correctEdit',
    method: 'put',
    path,
    query: [],
    sends: [updatedField, ...rowFields, ...correctedFields],
    answer(call, caller) {
      const handOver = current(state, caller);
      const { updated, entries } = readFeed(call.body, properties);
      sameState(handOver, updated);
      const found = entries.map((one) => [find(handOver, one), one.shipment] as const);
      for (const [entry, { tracking_number: _no, created_ms: _ms, error_flg: _flag, ...changes }] of found) {
        correct(state, handOver, entry, changes, call.now);
      }
      return whole(state, handOver, call);
    },
  },
];

/** RXID, state and all open rows. Each answer carries a new RXID (trust C: the first one does, B). */
function whole(state: B2State, handOver: HandOver, call: Call): Answer {
  return feedAnswer(200, {
    title: issuePass(state.access, 'edit', handOver.id, call.now, state.random()),
    updated: handOver.updated,
    entry: openEntries(handOver).map((entry) => renderEntry(state, entry)),
  });
}

function checkCompany(state: B2State, call: Call): void {
  const given = call.query.get('api_user_id');
  if (given !== state.access.apiUserId) throw new Refused(403, `api_user_id ${given ?? ''} is not registered.`);
}

/** The newest hand-over of the session. @throws Refused */
export function current(state: B2State, caller: Caller): HandOver {
  const handOver = state.handOvers.findLast((one) => one.session === caller.session);
  if (!handOver || openEntries(handOver).length === 0) throw new Refused(400, 'Nothing is registered in this session.');
  return handOver;
}

/** @throws Refused 409 when the client's state is older */
export function sameState(handOver: HandOver, updated: string): void {
  if (updated !== handOver.updated) throw new Refused(409, 'feed.updated is not that of the server.');
}

/** The row that a client means: by provisional number and created_ms, and id when it is given. @throws Refused */
export function find(handOver: HandOver, given: GivenEntry): Entry {
  const { tracking_number: no, created_ms: ms } = given.shipment;
  const entry = openEntries(handOver).find((one) => one.no === no);
  if (!entry) throw new Refused(400, `There is no row ${no ?? ''}.`);
  if (entry.createdMs !== ms) throw new Refused(409, `created_ms of row ${no} is not that of the server.`);
  if (given.id !== '' && !given.id.endsWith(`/editA/${entry.no},${entry.revision}`)) {
    throw new Refused(409, `The id of row ${no} is not that of the server.`);
  }
  return entry;
}
