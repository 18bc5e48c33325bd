import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Connection, Handle, NoticeOf, Outcome } from '../../src/connectors/contract.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import { say } from '../../src/core/sentences/index.ts';
import { type ConnectorMock, type KindMock, open } from './connector-mocks.ts';
import type { Stand } from './stand.ts';

interface Place {
  readonly system: string;
  stand(): Stand;
  /** A new stand after this one was closed. */
  restart(): Promise<void>;
}

const kindsOf = (outcomes: readonly (Outcome | undefined)[]) => outcomes.map((one) => one?.kind);

/** What holds for every kind of notice but `ship`, which has clauses of its own. */
export function noticeClauses<K extends NoticeKind>(
  kind: K,
  told: KindMock<K>,
  mock: ConnectorMock,
  { system, stand, restart }: Place,
): void {
  const tell = (connection: Connection, notices: readonly NoticeOf<K>[]): Promise<readonly Outcome[]> =>
    (connection.tell![kind] as (given: readonly NoticeOf<K>[]) => Promise<readonly Outcome[]>)(notices);
  const connect = () => open(mock, stand());
  const notices = (count: number) => told.notices(stand(), count);
  const booked = () => told.booked(stand());
  /** A good answer: at once, or accepted with a handle to ask with. */
  const good = told.finish ? 'pending' : 'done';
  /** A kind whose repetition the other side documents as an edit may simply be tried again. */
  const doubt = () => (connect().repeatable?.includes(kind) ? /unsure|retry/ : /unsure/);

  describe(`telling ${kind}`, () => {
    test('answers one outcome per notice, in order; a bad one does not stop the good ones', async () => {
      const [a, b] = await notices(2);
      const nobodys = { ...b!, orderNumber: mock.pull?.unknown ?? 'UNKNOWN-1', keys: {} };
      const unknown = { ...(told.unknown?.(b!) ?? nobodys), id: 'unknown' };
      expect(kindsOf(await tell(connect(), [a!, unknown, b!]))).toEqual([good, 'fix', good]);
      expect((await booked()).toSorted()).toEqual([a!.orderNumber, b!.orderNumber].toSorted());
    });

    test(
      kind === 'capture'
        ? 'the same twice takes the money once'
        : 'the same twice is done twice, and takes effect once',
      async () => {
        const [notice] = await notices(1);
        expect(kindsOf(await tell(connect(), [notice!]))).toEqual([good]);
        await told.finish?.(stand());
        stand().turn(600_000);
        const [again] = await tell(connect(), [notice!]);
        expect(again!.kind).toMatch(kind === 'capture' ? /done|fix|pending/ : /done|pending/);
        await told.finish?.(stand());
        expect(await booked()).toEqual([notice!.orderNumber]);
      },
    );

    test.each(['lost', 'truncated', 'garbage', 'server-error'])(
      'an answer that is %s is a doubt or done, and looking ends it',
      async (fault) => {
        const [notice] = await notices(1);
        await stand().fault(system, told.operation, fault);
        const connection = connect();
        const [outcome] = await tell(connection, [notice!]);
        expect(outcome!.kind).toMatch(fault === 'truncated' ? /unsure|retry|done|pending/ : doubt());
        const [found] = await connection.look!([notice!]);
        expect(String(found?.kind)).toMatch((await booked()).length === 1 ? /done|pending/ : /undefined/);
      },
    );

    test('a cut connection before anything happened is a doubt, and looking does not find it', async () => {
      const [notice] = await notices(1);
      await stand().fault(system, told.operation, 'reset');
      const connection = connect();
      expect((await tell(connection, [notice!]))[0]!.kind).toMatch(doubt());
      expect(await connection.look!([notice!])).toEqual([undefined]);
      expect(await booked()).toEqual([]);
    });

    test('too many calls and maintenance are to be tried again, with a delay where one is known; nothing was told', async () => {
      const [notice] = await notices(1);
      await stand().fault(system, told.operation, 'too-many');
      const [busy] = await tell(connect(), [notice!]);
      expect(busy).toMatchObject({ kind: 'retry', code: 'shop-busy' });
      expect(busy!.afterMs).toBeGreaterThan(0);
      await stand().fault(system, told.operation, 'maintenance');
      expect(kindsOf(await tell(connect(), [notice!]))).toEqual(['retry']);
      expect(await booked()).toEqual([]);
    });

    test('wrong credentials stop the shop, and a look that fails leaves the doubt', async () => {
      const given = await notices(2);
      const wrong = Object.fromEntries(Object.keys(mock.secrets(stand())).map((name) => [name, 'wrong-secret-value']));
      const refused = stand().open(mock.connector, mock.settings(stand()), wrong);
      expect(kindsOf(await tell(refused, given))).toEqual(['halt', 'halt']);
      expect(kindsOf(await refused.look!(given))).toEqual(['unsure', 'unsure']);
      expect(await booked()).toEqual([]);
    });

    if (told.refused) {
      const { refused } = told;
      test('a refused field is for the operator, and named', async () => {
        const [notice] = await notices(1);
        const wrong = refused(notice!);
        const [outcome] = await tell(connect(), [wrong.notice]);
        expect(outcome!.kind).toBe('fix');
        expect(say(outcome!.code, outcome!.args ?? {}).sentence).toContain(wrong.word);
        expect(await booked()).toEqual([]);
      });
    }

    if (told.tooEarly) {
      const { tooEarly } = told;
      test('what comes too early is refused in words, and has no effect', async () => {
        const [outcome] = await tell(connect(), [await tooEarly(stand())]);
        expect(outcome!.kind).toBe('fix');
        expect(await booked()).toEqual([]);
      });
    }

    if (told.finish) {
      const { finish } = told;
      test('what was accepted is asked for by its handle, also by another process, and is done in the end', async () => {
        const given = await notices(2);
        const accepted = await tell(connect(), given);
        expect(kindsOf(accepted)).toEqual(['pending', 'pending']);
        // A handle goes through the store.
        const handles = JSON.parse(JSON.stringify([...new Set(accepted.map((one) => one.handle))])) as Handle[];
        expect(handles.flatMap((one) => one.notices).toSorted()).toEqual(given.map((one) => one.id).toSorted());
        await finish(stand());
        const results = await connect().collect!(handles);
        expect(results.map((one) => one.length)).toEqual(handles.map((one) => one.notices.length));
        expect(new Set(kindsOf(results.flat()))).toEqual(new Set(['done']));
        expect((await booked()).toSorted()).toEqual(given.map((one) => one.orderNumber).toSorted());
      });

      test('a question that fails leaves them awaited, with their handle', async () => {
        const [outcome] = await tell(connect(), await notices(1));
        await stand().control('/faults', { system, operation: '*', kind: 'unavailable', count: 100 });
        const [[asked] = []] = await connect().collect!([outcome!.handle!]);
        expect(asked).toMatchObject({ kind: 'pending', handle: outcome!.handle! });
      });
    }

    test('a server that cannot be reached at all is to be tried again: nothing was sent', async () => {
      const given = await notices(2);
      const connection = connect();
      await stand().close();
      await sleep(50); // kept connections notice that they were closed
      expect(kindsOf(await tell(connection, given))).toEqual(['retry', 'retry']);
      await restart();
    });

    test('no notices, no calls; money is never an edit', async () => {
      const before = (await stand().requests()).length;
      expect(await tell(connect(), [])).toEqual([]);
      expect(await stand().requests()).toHaveLength(before);
      expect(connect().repeatable ?? []).not.toContain('capture');
    });
  });
}
