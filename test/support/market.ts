import { z } from 'zod';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import type { Connection, Connector, Handle, Notice, Outcome, PolicyFacts } from '../../src/connectors/contract.ts';
import type { Context } from '../../src/flow/types.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';

/**
 * A marketplace that does what the test tells it, with a ledger of what it really took. `script` answers each call in turn;
 * an answer of `lost` takes the notice and then loses the answer.
 */
export interface Market {
  readonly connector: Connector;
  readonly connection: Connection;
  /** Notices that it has, in the order they came. */
  readonly ledger: Notice[];
  script: ('done' | 'lost' | 'lost-before' | Outcome)[];
  readonly looks: string[];
  results: Outcome[];
  repeatable: boolean;
}

export function market(): Market {
  const ledger: Notice[] = [];
  const looks: string[] = [];
  const self: Market = {
    ledger,
    looks,
    script: [],
    results: [],
    repeatable: true,
    connector: {
      name: 'test-market',
      title: '試験モール',
      settings: z.unknown(),
      hosts: [],
      urls: {},
      open: () => self.connection,
      policy: ({ order, shipments }: PolicyFacts) => ({
        problems: [],
        due: shipments
          .filter((one) => (one.state === 'shipped' || one.state === 'closed') && one.waybill)
          .map((one) => ({
            about: one.shipment.id,
            content: [one.waybill?.number],
            restMs: 5 * 60_000,
            notice: {
              kind: 'ship' as const,
              orderNumber: order.number,
              ship: {
                parcel: 1,
                parcels: 1,
                items: one.shipment.lines.map(({ no, quantity }) => ({ line: no, quantity })),
                shipDate: '2026-11-22',
                carrierCode: 'YAMATO',
                carrierName: 'ヤマト運輸',
                shipMethod: '',
                trackingNumber: one.waybill?.number ?? '',
                collect: false,
              },
            },
          })),
      }),
    },
    connection: {
      probe: async () => ({ kind: 'done', code: 'shop-reachable' }),
      get repeatable() {
        return self.repeatable ? (['ship'] as const) : [];
      },
      tell: {
        ship: async (notices) =>
          notices.map((notice): Outcome => {
            const answer = self.script.shift() ?? 'done';
            if (answer === 'done' || answer === 'lost') ledger.push(notice);
            if (answer === 'done') return { kind: 'done', code: 'notice-told' };
            if (answer === 'lost' || answer === 'lost-before') return { kind: 'unsure', code: 'answer-lost' };
            const handle: Handle = { kind: 'feed', id: 'f-1', notices: notices.map((one) => one.id) };
            return answer.kind === 'pending' ? { ...answer, handle } : answer;
          }),
      },
      collect: async (handles) =>
        handles.map((handle) =>
          handle.notices.map((_, index) => self.results[index] ?? { kind: 'pending', code: 'notice-accepted', handle }),
        ),
      look: async (notices) => {
        looks.push(...notices.map((one) => one.orderNumber));
        return notices.map((notice) =>
          ledger.some(
            (one) => one.orderNumber === notice.orderNumber && one.ship?.trackingNumber === notice.ship?.trackingNumber,
          )
            ? { kind: 'done' as const, code: 'notice-told' as const }
            : undefined,
        );
      },
    },
  };
  return self;
}

/** The standard layouts and masters, as a context holds them. */
export function standardLayouts(): Pick<Context, 'layouts' | 'masters'> {
  const files = readLayoutFiles(standardLayoutsFolder());
  const { masters } = loadMasters(files.masters);
  return { masters, layouts: loadLayouts(files.layouts, masters).layouts };
}
