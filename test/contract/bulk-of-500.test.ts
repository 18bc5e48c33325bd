import { describe, expect, test } from 'vitest';
import type { Connection, NoticeOf, Outcome } from '../../src/connectors/contract.ts';
import { say } from '../../src/core/sentences/index.ts';
import { connectorMocks, open } from '../support/connector-mocks.ts';
import { type Stand, startStand } from '../support/stand.ts';

/* 500 results at once, as after a large print: what one row or one answer does to the others. */

const shipping = Object.entries(connectorMocks).flatMap(([name, mock]) => (mock.ship ? [[name, mock] as const] : []));

describe.each(shipping)('%s', (name, mock) => {
  const { operation, notices, refused, parcels } = mock.ship!;
  const begin = async () => {
    const stand = await startStand({ orders: 900 });
    return { stand, all: await notices(stand, 500), connection: open(mock, stand) };
  };
  /** Tells, and fetches what is worked off later. */
  const tell = async (stand: Stand, connection: Connection, list: readonly NoticeOf<'ship'>[]) => {
    const outcomes = [...(await connection.tell!.ship!(list))];
    for (let tries = 0; outcomes.some((one) => one.kind === 'pending') && tries < 10; tries++) {
      stand.turn(600_000);
      const handles = [
        ...new Map(outcomes.flatMap(({ handle }) => (handle ? [[handle.id, handle] as const] : []))).values(),
      ];
      const answers = await connection.collect!(handles);
      for (const [at, { id }] of handles.entries()) {
        const own = outcomes.flatMap((one, index) => (one.handle?.id === id ? [index] : []));
        for (const [place, index] of own.entries()) outcomes[index] = answers[at]![place]!;
      }
    }
    return outcomes;
  };
  const booked = async (stand: Stand) => (await parcels(stand)).map((one) => one.order).toSorted();
  const numbers = (list: readonly NoticeOf<'ship'>[]) => list.map((one) => one.orderNumber).toSorted();

  test('one bad row of 500, at HTTP 200 or not: 499 are told, the one is named', async () => {
    const { stand, all, connection } = await begin();
    try {
      const wrong = refused(all[250]!);
      const outcomes = await tell(stand, connection, all.with(250, wrong.notice));
      expect(outcomes.flatMap(({ kind }, index) => (kind === 'done' ? [] : [`${kind} ${index}`]))).toEqual(['fix 250']);
      expect(say(outcomes[250]!.code, outcomes[250]!.args as never).sentence).toContain(wrong.word);
      expect(await booked(stand)).toEqual(numbers(all.toSpliced(250, 1)));
    } finally {
      await stand.close();
    }
  });

  test('an answer lost: what it was about is looked at, the rest goes, all are there once', async () => {
    const { stand, all, connection } = await begin();
    try {
      await stand.fault(name, operation, 'lost', { count: 1 });
      const state = new Map<NoticeOf<'ship'>, Outcome['kind']>();
      const note = (list: readonly NoticeOf<'ship'>[], outcomes: readonly (Outcome | undefined)[]) => {
        for (const [index, one] of list.entries()) state.set(one, outcomes[index]?.kind ?? 'retry');
      };
      const those = (kind: Outcome['kind']) => all.filter((one) => state.get(one) === kind);
      note(all, await tell(stand, connection, all));
      stand.turn(600_000);
      note(those('unsure'), await connection.look!(those('unsure')));
      note(those('retry'), await tell(stand, connection, those('retry')));
      expect(those('done')).toHaveLength(500);
      expect(await booked(stand)).toEqual(numbers(all));
    } finally {
      await stand.close();
    }
  });
});
