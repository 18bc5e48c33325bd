import { z } from 'zod';
import type {
  Connection,
  Connector,
  DueNotice,
  Handle,
  Notice,
  NoticeKind,
  Outcome,
  Policy,
  PolicyFacts,
} from '../../src/connectors/contract.ts';
import { noticeKinds, theOrder } from '../../src/core/notices.ts';

/**
 * A marketplace that wants notices of every kind, with a ledger of what it really took and a rule book that the test may change.
 * 確認 → 発送予定日 → 決済依頼 (asynchronous) → 出荷実績 → 取引完了, each after the one before.
 */
export interface ToyMarket {
  readonly connector: Connector;
  readonly connection: Connection;
  readonly ledger: Notice[];
  /** Answers of the next calls by kind, one per notice; nothing left = `done`, for a capture `pending`. `lost` = taken, answer lost. */
  readonly script: Partial<Record<NoticeKind, (Outcome | 'lost' | 'lost-before')[]>>;
  /** What a question for a captured payment answers; `undefined` = still pending. */
  captured: Outcome | undefined;
  /** Facts that the policy was last asked with. */
  facts: PolicyFacts[];
  /** Changes the policy's answer. */
  policy: (answer: Policy, facts: PolicyFacts) => Policy;
  looked: Notice[];
}

const linesOf = ({ order }: PolicyFacts) => order.lines.map(({ no, quantity }) => ({ line: no, quantity }));

/** Everything that should have been told by now. */
function due(facts: PolicyFacts): DueNotice[] {
  const { order, shipments } = facts;
  if (order.cancelled) return [];
  const base = { orderNumber: order.number };
  const gone = shipments.filter((one) => (one.state === 'shipped' || one.state === 'closed') && one.waybill);
  const whole = (more: Omit<DueNotice, 'about'>): DueNotice => ({ about: theOrder, ...more });
  const isPast = (day: string | null) => day !== null && day < facts.today;
  return [
    whole({ notice: { ...base, kind: 'acknowledge', acknowledge: { lines: linesOf(facts) } }, content: order.number }),
    whole({
      notice: { ...base, kind: 'schedule', schedule: { lines: linesOf(facts), shipDate: facts.today } },
      content: [order.number, order.destinations[0]?.wishedDate],
      after: [{ about: theOrder, kind: 'acknowledge' }],
    }),
    ...(gone.length === 0
      ? []
      : [
          whole({
            notice: { ...base, kind: 'capture', capture: { method: order.payment.method, amount: order.total } },
            content: order.total,
          }),
        ]),
    ...gone.map(
      (one): DueNotice => ({
        about: one.shipment.id,
        notice: {
          ...base,
          kind: 'ship',
          ship: {
            parcel: 1,
            parcels: 1,
            items: one.shipment.lines.map(({ no, quantity }) => ({ line: no, quantity })),
            shipDate: one.shippedOn ?? facts.today,
            carrierCode: 'YAMATO',
            carrierName: 'ヤマト運輸',
            shipMethod: '',
            trackingNumber: one.waybill!.number,
            collect: false,
          },
        },
        content: one.waybill!.number,
        after: [{ about: theOrder, kind: 'capture' }],
        ...(isPast(one.shippedOn) && { asks: { code: 'notice-day-passed', args: { day: one.shippedOn! } } }),
      }),
    ),
    ...(gone.length === 0
      ? []
      : [
          whole({
            notice: { ...base, kind: 'complete', complete: { lines: linesOf(facts) } },
            content: order.number,
            after: gone.map((one) => ({ about: one.shipment.id, kind: 'ship' as const })),
          }),
        ]),
  ];
}

export function toyMarket(): ToyMarket {
  const ledger: Notice[] = [];
  const same = (one: Notice, other: Notice) => one.kind === other.kind && one.orderNumber === other.orderNumber;
  const tell = (kind: NoticeKind) => async (notices: readonly Notice[]) =>
    notices.map((notice): Outcome => {
      const handle: Handle = { kind, id: `${kind} ${notice.orderNumber}`, notices: [notice.id] };
      const answer = self.script[kind]?.shift();
      if (answer === 'lost-before') return { kind: 'unsure', code: 'answer-lost' };
      if (answer === undefined || answer === 'lost' || answer.kind === 'done' || answer.kind === 'pending')
        ledger.push(notice);
      if (answer === 'lost') return { kind: 'unsure', code: 'answer-lost' };
      if (answer) return answer;
      return kind === 'capture'
        ? { kind: 'pending', code: 'notice-taken', handle }
        : { kind: 'done', code: 'notice-done' };
    });
  const self: ToyMarket = {
    ledger,
    script: {},
    captured: undefined,
    facts: [],
    looked: [],
    policy: (answer) => answer,
    connector: {
      name: 'toy',
      title: '試験モール',
      settings: z.unknown(),
      hosts: [],
      urls: {},
      linked: 'schedule',
      jobs: { acknowledge: { every: 60_000 }, notify: {} },
      open: () => self.connection,
      policy(facts) {
        self.facts.push(facts);
        const answer: Policy = { due: due(facts), problems: [] };
        return self.policy(answer, facts);
      },
    },
    connection: {
      probe: async () => ({ kind: 'done', code: 'shop-reachable' }),
      tell: Object.fromEntries(noticeKinds.map((kind) => [kind, tell(kind)])),
      repeatable: ['acknowledge', 'schedule', 'capture', 'ship'],
      collect: async (handles) =>
        handles.map((handle) =>
          handle.notices.map(() => self.captured ?? { kind: 'pending', code: 'notice-taken', handle }),
        ),
      look: async (notices) => {
        self.looked.push(...notices);
        return notices.map((notice) =>
          ledger.some((one) => same(one, notice)) ? { kind: 'done' as const, code: 'notice-done' as const } : undefined,
        );
      },
    },
  };
  return self;
}
