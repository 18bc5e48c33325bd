import { describe, expect, test } from 'vitest';
import type { Policy, PolicyFacts, PolicyShipment } from '../../src/connectors/contract.ts';
import { decide } from '../../src/core/decide/index.ts';
import { contentHash } from '../../src/core/ids.ts';
import { noticeKinds, theOrder } from '../../src/core/notices.ts';
import type { Order } from '../../src/core/order.ts';
import type { ShipmentState } from '../../src/core/shipment.ts';
import { addDays } from '../../src/core/time.ts';
import { findMethod } from '../../src/layout/masters.ts';
import { type ConnectorMock, open } from './connector-mocks.ts';
import { standard } from './layouts.ts';
import { shop } from './orders.ts';
import type { Stand } from './stand.ts';

const today = '2026-11-21';

/** The shipments of an order in one state, numbered where a number can be. */
function shipmentsOf(order: Order, state: ShipmentState, name: string): PolicyShipment[] {
  const method = findMethod(standard.masters, 'ヤマト運輸') ?? null;
  const isOut = ['issued', 'shipped', 'closed', 'returned'].includes(state);
  return decide({
    order,
    shop: shop({ name, marketplace: name }),
    today,
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: () => method,
    inspect: (shipment) => ({ shipment, holds: [] }),
  }).map(({ shipment, holds }) => ({
    shipment,
    state,
    holds: holds.map((one) => one.code),
    waybill: isOut
      ? {
          customerNo: shipment.customerNo,
          carrier: 'ヤマト運輸',
          serviceCode: '0',
          number: '400000000003',
          shipDate: today,
        }
      : null,
    method,
    shippedOn: isOut ? today : null,
    confirmations: 0,
  }));
}

/** What holds for the policy of every connector, tried on the mock's orders in every state. */
export function policyClauses(mock: ConnectorMock, stand: () => Stand, pulled: () => Promise<readonly Order[]>): void {
  const { connector } = mock;
  const states: readonly ShipmentState[] = [
    'held',
    'backordered',
    'ready',
    'issued',
    'shipped',
    'closed',
    'cancelled',
    'returned',
    'elsewhere',
  ];

  describe('the policy', () => {
    /** Asks the policy about every order in a state. */
    const each = async (
      seed: string,
      see: (ask: (more?: Partial<PolicyFacts>) => Policy, facts: PolicyFacts) => void,
    ) => {
      await stand().control('/reset', { seed });
      const settings = connector.settings.parse(mock.settings(stand()));
      const kinds = noticeKinds.filter((kind) => open(mock, stand()).tell?.[kind]);
      const orders = await pulled();
      expect(orders.length).toBeGreaterThan(0);
      for (const order of orders) {
        for (const state of states) {
          const facts: PolicyFacts = {
            order,
            shipments: shipmentsOf(order, state, connector.name),
            shop: shop({ name: connector.name, marketplace: connector.name }),
            today,
            kinds,
            told: [],
            linkState: connector.linked ? 'waiting' : null,
            isCopyRelated: false,
          };
          see((more) => connector.policy!({ ...facts, ...more }, settings), facts);
        }
      }
    };

    test.each(['small', 'nasty'])(
      'answers for every order in every state, the same to the same facts (%s)',
      async (seed) => {
        let due = 0;
        await each(seed, (ask) => {
          const answer = ask();
          expect(contentHash(ask())).toBe(contentHash(answer));
          due += answer.due.length;
        });
        expect(due).toBeGreaterThan(0);
      },
    );

    test('speaks of the order or its shipments, once per kind, and only of kinds that can be told', async () => {
      const told = Object.keys(open(mock, stand()).tell ?? {});
      await each('small', (ask) => {
        const { due } = ask();
        const keys = due.map(({ about, notice }) => `${notice.kind} ${about}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { about, notice } of due) {
          expect(told).toContain(notice.kind);
          expect(notice[notice.kind]).toBeDefined();
          expect(about === theOrder || /^[0-9a-f]{32}$/.test(about)).toBe(true);
        }
      });
    });

    test('waits only for what comes earlier in an order’s life', async () => {
      const place = (kind: (typeof noticeKinds)[number]) => noticeKinds.indexOf(kind);
      await each('small', (ask) => {
        for (const { notice, after = [] } of ask().due)
          for (const one of after) expect(place(one.kind)).toBeLessThan(place(notice.kind));
      });
    });

    test('tells the same content tomorrow: a day that moves by itself tells nothing anew', async () => {
      await each('small', (ask) => {
        const content = ({ due }: Policy) =>
          new Map(due.map((one) => [`${one.notice.kind} ${one.about}`, contentHash(one.content)]));
        const now = content(ask());
        for (const [key, hash] of content(ask({ today: addDays(today, 1) })))
          if (now.has(key)) expect([key, hash]).toEqual([key, now.get(key)]);
      });
    });

    test('a day to be asked again lies after today', async () => {
      await each('small', (ask) => {
        const { again } = ask();
        if (again !== undefined) expect(again > today).toBe(true);
      });
    });

    test('nothing is shipped of a parcel that somebody else sent', async () => {
      await each('small', (ask, { shipments }) => {
        const elsewhere = shipments.map((one) => ({ ...one, state: 'elsewhere' as const, waybill: null }));
        const { due } = ask({ shipments: elsewhere });
        expect(due.filter(({ notice }) => notice.kind === 'ship')).toEqual([]);
      });
    });

    test('nothing is shipped or paid of a cancelled order', async () => {
      await each('small', (ask, { order }) => {
        const { due } = ask({ order: { ...order, cancelled: true } });
        expect(due.filter(({ notice }) => notice.kind === 'ship' || notice.kind === 'capture')).toEqual([]);
      });
    });
  });
}
