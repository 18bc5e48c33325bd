import { keptState } from '../keep/state.ts';
import type { SystemTools } from '../lab.ts';
import type { MockSystem } from '../system.ts';
import { b2Examples } from './examples.ts';
import { b2Holdings } from './holdings.ts';
import { b2Ledger } from './ledger.ts';
import { message } from './screen/answers.ts';
import { createAccess, openSession } from './state/access.ts';
import { b2Changes } from './state/changes.ts';
import { settleHandOvers } from './state/hand-over.ts';
import { settleIssues } from './state/issue.ts';
import { type B2State, createPlans } from './state/state.ts';
import { truth } from './truth.ts';
import { Refused, refusedAnswer } from './wire/feed.ts';
import { b2Operations } from './wire/operations.ts';

export type B2Address = {
  readonly api: string;
  readonly credentials: { readonly accessKey: string; readonly apiUserId: string };
  /** The edit screen's address, without `notify` and `_RXID`. */
  readonly screen: string;
  readonly billing: { readonly customerCode: string; readonly classCode: string; readonly freightNo: string };
  /** Page where a CSV file can be dropped. */
  readonly import: string;
  readonly export: string;
  /** Page that searches what was issued, prints it again, takes it out. */
  readonly history: string;
  /** Page of the parcels that wait for the driver. */
  readonly pickup: string;
};

/** The lab's B2 Cloud: partner API, edit screen, file import and export, search and reprint of what was issued, labels. */
export function createB2cloud({ random, shop }: SystemTools): MockSystem<B2Address> {
  const state: B2State = {
    access: createAccess(shop.tag),
    random,
    handOvers: [],
    issues: [],
    waybills: [],
    notifications: [],
    pickups: [],
    plans: createPlans(),
    stem: firstStem + shop.index * 1_000_000,
    counter: 0,
    lastMoment: 0,
  };
  return {
    name: 'b2cloud',
    title: 'B2クラウド (Yamato B2 Cloud)',
    operations: b2Operations(state),
    changes: b2Changes(state),
    unknown: (call) => refusedAnswer(new Refused(404, `${call.method} ${call.path} is not in this lab`)),
    refuse(what) {
      switch (what) {
        case 'too-many':
          return refusedAnswer(new Refused(419, 'The system is busy.'));
        case 'server-error':
          return refusedAnswer(new Refused(500, 'Internal error.'));
        case 'expired-token':
          return refusedAnswer(new Refused(401, 'session'));
        case 'unavailable':
          return refusedAnswer(new Refused(503, 'Unavailable.'));
        case 'maintenance':
          return message(503, 'システムメンテナンス中', 'ただいまメンテナンス中です。');
      }
    },
    repeat(answer) {
      if (answer.status !== 200 || !/json/.test(answer.headers['content-type'] ?? '')) return answer;
      const value = JSON.parse(answer.body.toString()) as { feed?: { entry?: unknown[] } };
      const list = value.feed?.entry;
      if (list?.[0]) list.push(list[0]);
      return { ...answer, body: JSON.stringify(value) };
    },
    reset() {
      state.access = createAccess(shop.tag);
      state.handOvers = [];
      state.issues = [];
      state.waybills = [];
      state.notifications = [];
      state.pickups = [];
      state.plans = createPlans();
      state.stem = firstStem + shop.index * 1_000_000;
      state.counter = 0;
    },
    seed() {
      // B2 holds nothing of its own: what it knows comes from hand-overs.
    },
    settle(now) {
      settleHandOvers(state, now);
      settleIssues(state, now);
    },
    holdings: () => b2Holdings(state),
    ledger: b2Ledger(state, `b2cloud${shop.tag}`),
    examples: b2Examples,
    firstCall: (base) =>
      `curl -s -H 'Authorization: Token ${state.access.accessKey}' '${base}/b2/p/history?all&shipment_number=*'`,
    enter({ authorization, cookie }, now) {
      const { access } = state;
      const session = /(?:^|;\s*)SID=([^;]+)/.exec(cookie ?? '')?.[1];
      return {
        ...(/^Token /.test(authorization ?? '') && { authorization: `Token ${access.accessKey}` }),
        ...(session !== undefined &&
          !access.sessions.has(session) && { cookie: `SID=${openSession(access, now, random())}` }),
      };
    },
    kept: keptState(state),
    truth,
    address: (base) => ({
      api: base,
      credentials: { accessKey: state.access.accessKey, apiUserId: state.access.apiUserId },
      screen: `${base}/b2/p/_html/multi_import_api.html`,
      billing: { customerCode: state.access.billing[0]!.code, classCode: '', freightNo: '01' },
      import: `${base}/`,
      export: `${base}/b2/p/_export`,
      history: `${base}/b2/p/_html/history.html`,
      pickup: `${base}/b2/p/_html/pickup.html`,
    }),
  };
}

/** Above real ranges of short test numbers, with a zero in front so that lost zeros show. */
const firstStem = 4_000_000_001;
