import type { Problem } from '../../core/problem.ts';
import { speak } from '../../core/problem.ts';
import { reportWords as words } from '../../core/sentences/workbook.ts';
import { serviceTitles } from '../../core/service.ts';
import { stateTitles } from '../../core/shipment.ts';
import { sheetsBytes, type TextSheet, writeSheets } from '../files/index.ts';
import type { HoldView, OrderView } from '../types.ts';

/** An order with whatever else the caller wants people to see: Japanese header → text. */
export interface ReportOrder extends OrderView {
  readonly more?: Readonly<Record<string, string>>;
}

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** Orders and holds are drawn as they are written: there may be more than fit into memory. */
export interface ReportContent {
  readonly orders: Rows<ReportOrder>;
  /** Headers of `more`, in the order of their columns. */
  readonly more?: readonly string[];
  readonly holds: Rows<HoldView>;
  readonly problems: readonly Problem[];
}

/** How many of each were written. */
export interface Reported {
  readonly orders: number;
  readonly holds: number;
}

/**
 * Writes the Excel report for people (F8): the sheet 受注一覧 with one row per shipment, and 保留・問題一覧 with what
 * stands still and why. Everything is a text cell, so codes keep their zeros and nothing a customer wrote is ever a
 * formula. Whole or not at all: written beside the target and renamed; an existing file is replaced.
 */
export async function writeReport(file: string, content: ReportContent): Promise<Reported> {
  const counts = { orders: 0, holds: 0 };
  await writeSheets(file, sheetsOf(content, counts));
  return counts;
}

/** The same as bytes, for a page that gives it out. */
export const reportBytes = (content: ReportContent): Promise<Uint8Array> =>
  sheetsBytes(sheetsOf(content, { orders: 0, holds: 0 }));

function sheetsOf(
  { orders, more = [], holds, problems }: ReportContent,
  counts: { orders: number; holds: number },
): TextSheet[] {
  return [
    { name: words.orders, header: [...orderHeader, ...more], rows: orderRows(orders, more, () => counts.orders++) },
    { name: words.problems, header: problemHeader, rows: problemRows(holds, problems, () => counts.holds++) },
  ];
}

const { columns } = words;

const orderHeader = [
  columns.shop,
  columns.number,
  columns.payment,
  columns.state,
  columns.customerNo,
  columns.service,
  columns.shipmentState,
  columns.trackingNumbers,
  columns.holds,
  columns.revision,
];

async function* orderRows(orders: Rows<ReportOrder>, more: readonly string[], count: () => void) {
  for await (const order of orders) {
    count();
    const own = [order.shop, order.number, title(words.payments, order.payment), title(stateTitles, order.state)];
    const last = [String(order.revision), ...more.map((name) => order.more?.[name] ?? '')];
    for (const { customerNo, service, state, trackingNumbers, holds } of order.shipments) {
      yield [
        ...own,
        customerNo,
        title(serviceTitles, service),
        title(stateTitles, state),
        trackingNumbers.join('\n'),
        holds.map((hold) => hold.sentence).join('\n'),
        ...last,
      ];
    }
    if (order.shipments.length === 0) yield [...own, '', '', '', '', '', ...last];
  }
}

const problemHeader = [
  columns.kind,
  columns.shop,
  columns.number,
  columns.customerNo,
  columns.file,
  columns.row,
  columns.column,
  columns.value,
  columns.sentence,
  columns.remedy,
  columns.clearedBy,
];

async function* problemRows(holds: Rows<HoldView>, problems: readonly Problem[], count: () => void) {
  for await (const { shop, number, customerNo, sentence, remedy, clearedBy } of holds) {
    count();
    const who = title(words.clearers, clearedBy);
    yield [words.hold, shop, number, customerNo, '', '', '', '', sentence, remedy, who];
  }
  for (const problem of problems) {
    const { order, row, column, value, sentence, remedy } = speak(problem);
    const place = [problem.place.file ?? '', row === null ? '' : String(row), column ?? '', value ?? ''];
    const what = problem.kind === 'done' ? words.notice : words.problem;
    yield [what, '', order ?? '', '', ...place, sentence, remedy, ''];
  }
}

const title = (titles: Readonly<Record<string, string>>, code: string) => titles[code] ?? code;
