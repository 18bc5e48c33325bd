// biome-ignore-all lint/suspicious/noThenProperty: the file's own word
import { readLayoutFiles, standardLayoutsFolder } from '../src/config/layout-files.ts';
import { emptyParty, type Order } from '../src/core/order.ts';
import { compileRules } from '../src/core/rules/evaluate.ts';
import type { FactName } from '../src/core/rules/fact-list.ts';
import type { Rule } from '../src/core/rules/rule.ts';
import { factsOf } from '../src/flow/decide/rule-facts.ts';
import { findMethod, loadMasters } from '../src/layout/masters.ts';
import { markdownTable, median } from './measure.ts';

/* Rules alone: facts of 10,000 orders, and 100 rules asked about each. Goal: at most a second together. */

const prefectures = ['北海道', '東京都', '大阪府', '福岡県', '沖縄県'];
const cities = ['札幌市中央区', '渋谷区', '大阪市北区', '福岡市中央区', '那覇市'];

function order(no: number): Order {
  const place = no % prefectures.length;
  const consignee = {
    ...emptyParty,
    name: `試験 ${no % 997}子`,
    postalCode: String(1_000_000 + (no % 9000)),
    address: { prefecture: prefectures[place]!, city: cities[place]!, street: `見本町${no}-1`, building: '' },
    phone: `090-0000-${String(no % 10_000).padStart(4, '0')}`,
  };
  return {
    number: `B-${no}`,
    orderedAt: '2026-11-20T03:00:00Z',
    payment: { state: no % 5 ? 'paid' : 'cod', method: '銀行振込', paidAt: null, codAmount: null, codTax: null },
    cancelled: false,
    orderer: no % 3 ? consignee : { ...consignee, name: '贈り主 花子' },
    destinations: [
      {
        key: '',
        consignee,
        method: '宅急便',
        wishedDate: no % 4 ? null : '2026-11-25',
        timeSlot: '',
        plannedShipDate: null,
        rentalDispatchDate: null,
        packages: 1,
        trackingNumber: '',
        addressPending: false,
        deleted: false,
        note: '',
      },
    ],
    lines: Array.from({ length: 1 + (no % 3) }, (_, at) => ({
      no: String(at + 1),
      destination: '',
      sku: `SKU-${(no + at) % 500}`,
      name: '緑茶',
      option: '',
      quantity: 1 + (at % 2),
      unitPrice: 1000,
      status: 'open' as const,
      fulfilledElsewhere: false,
    })),
    total: 1000 + (no % 50) * 1000,
    note: no % 10 ? '' : `${no} 番のご注文です。のしをお願いします。${'長い備考'.repeat(10)}`,
    missing: [],
  };
}

/** 100 rules of every kind; each third one says two things about the order. */
function rules(): Rule[] {
  const kinds: readonly ((no: number) => Pick<Rule, 'when' | 'then'>)[] = [
    (no) => ({ when: { remark: { contains: [`語${no}`, `別${no}`, 'のし'] } }, then: { tag: [`t${no}`] } }),
    (no) => ({
      when: { prefecture: { is: [prefectures[no % 5]!] }, amount: { over: no * 400 } },
      then: { cool: 'chilled' },
    }),
    (no) => ({ when: { sku: { is: [`SKU-${no}`, `SKU-${no}1*`] } }, then: { handling: ['ワレ物注意'] } }),
    (no) => ({ when: { quantity: { atLeast: no % 7 }, 'goods-cool': { is: ['frozen'] } }, then: { packages: 2 } }),
    (no) => ({ when: { 'name-length': { over: no }, gift: { is: ['yes'] } }, then: { note: `n${no}` } }),
  ];
  return Array.from({ length: 100 }, (_, no) => ({
    name: `r${no}`,
    title: `ルール${no}`,
    on: true,
    shops: [],
    unless: no % 3 ? {} : { island: { is: ['yes'] } },
    place: { file: '', line: 1, column: 1 },
    uses: [],
    cases: 1,
    ...kinds[no % kinds.length]!(no),
  }));
}

export async function benchRules(log: (line: string) => void): Promise<string> {
  const { masters } = loadMasters(readLayoutFiles(standardLayoutsFolder()).masters);
  const orders = Array.from({ length: 10_000 }, (_, no) => order(no));
  const method = findMethod(masters, '宅急便') ?? null;
  const goods = new Map(
    Array.from({ length: 500 }, (_, no) => [
      `SKU-${no}`,
      {
        sku: `SKU-${no}`,
        cool: no % 20 ? ('normal' as const) : ('frozen' as const),
        mailSize: no % 2 === 0,
        fragile: false,
        preorderDay: '',
        weight: 100,
      },
    ]),
  );
  const asked = new Set(rules().flatMap(({ when, unless }) => Object.keys({ ...when, ...unless }) as FactName[]));
  const source = {
    shop: 'bench',
    defaultMethod: '',
    today: '2026-11-21',
    masters,
    methodFor: () => method,
    goods: (sku: string) => goods.get(sku),
    unlisted: 'unknown' as const,
    asked,
  };
  const ask = compileRules(rules(), 'bench')!;
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    const kept = orders.map((one) => factsOf(one, one.destinations[0]!, source, { tags: [], customer: 'first' }));
    const between = process.cpuUsage();
    let marks = 0;
    for (const one of kept) marks += ask(one).marks.length;
    const after = process.cpuUsage();
    return { facts: (between.user - before.user) / 1000, rules: (after.user - between.user) / 1000, marks };
  });
  const facts = median(times.map((one) => one.facts));
  const answered = median(times.map((one) => one.rules));
  log(`facts ${facts.toFixed(0)} ms, rules ${answered.toFixed(0)} ms, ${times[0]!.marks} actions`);
  return markdownTable(
    ['what', 'processor ms', 'goal'],
    [
      ['facts of 10,000 orders', facts.toFixed(0), ''],
      ['100 rules on each of them', answered.toFixed(0), ''],
      ['both', (facts + answered).toFixed(0), '≤ 1000'],
    ],
  );
}
