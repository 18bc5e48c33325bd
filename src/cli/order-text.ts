import type { Arrangement } from '../core/arrangement.ts';
import { isDisputeHold } from '../core/decide/edit-holds.ts';
import { linkStateTitles } from '../core/notices.ts';
import { markWords } from '../core/rules/words.ts';
import { valueWords } from '../core/sentences/editing.ts';
import { fill, help } from '../core/sentences/help.ts';
import { type OrderSource, say } from '../core/sentences/index.ts';
import { type Service, serviceTitles, slotTitle } from '../core/service.ts';
import { stateTitles } from '../core/shipment.ts';
import { isReplaced } from '../core/waybill.ts';
import type { showOrder } from '../flow/desk/orders.ts';
import { goodsText, yenText } from '../text/goods-text.ts';
import { partyText } from '../text/party-text.ts';
import { historyLine } from './history-text.ts';
import { oneLine } from './output.ts';
import { japanTime } from './times.ts';

type ShownOrder = Awaited<ReturnType<typeof showOrder>>[number];
type ShownShipment = ShownOrder['details'][number];

const words = help.order;

/** `orders show` for people: the order, its shipments with holds and numbers, where it came from, what happened. */
export function orderLines(view: ShownOrder): string[] {
  const { order } = view;
  const names = new Map(view.details.map(({ shipment }) => [shipment.id, shipment.customerNo]));
  const title = stateTitles[view.state as keyof typeof stateTitles] ?? view.state;
  const facts: readonly (readonly [string, string])[] = [
    [words.orderedAt, order.orderedAt ? japanTime(order.orderedAt) : ''],
    [words.payment, [help.payments[order.payment.state] ?? order.payment.state, order.payment.method].join(' ')],
    [words.codAmount, yenText(order.payment.codAmount)],
    [words.total, yenText(order.total)],
    [words.orderer, partyText(order.orderer)],
    [words.note, order.note],
    ...arrangementFacts(view.arrangement),
    [help.headings.linkState, view.linkState === null ? '' : linkStateTitles[view.linkState]],
  ];
  return [
    `${order.number}  ${view.shop}  ${title}  ${fill(words.revision, { revision: view.revision })}`,
    ...facts.filter(([, value]) => value.trim() !== '').map(([name, value]) => `  ${name}: ${value.trim()}`),
    ...view.edits.map((edit) => `  ${words.edited}: ${editText(edit)}`),
    ...view.details.flatMap((one) => shipmentLines(one, view.source)),
    ...view.notices.map(noticeLine),
    ...view.untold.map(untoldLine),
    ...view.origins.map(({ file, rows, layout }) => `  ${words.origin}: ${file} ${rowsText(rows)} ${layout}`),
    `  ${words.history}:`,
    ...view.journal.map((entry) => `    ${historyLine(entry, names)}`),
  ].map((line) => oneLine(line).trimEnd());
}

function untoldLine({ customerNo, sentence, remedy }: ShownOrder['untold'][number]): string {
  return `  ${words.untold}: ${customerNo === '' ? '' : `${customerNo} `}${sentence} → ${remedy}`;
}

function noticeLine({ title, customerNo, state, at, sentence }: ShownOrder['notices'][number]): string {
  const told = help.toldStates[state] ?? state;
  return `  ${words.notice}: ${[title, customerNo, told, japanTime(at), sentence].filter((part) => part !== '').join(' ')}`;
}

function shipmentLines({ shipment, state, holds, waybills }: ShownShipment, source: OrderSource): string[] {
  const service = shipment.service === '' ? '' : serviceTitles[shipment.service as Service];
  const facts: readonly (readonly [string, string])[] = [
    [words.consignee, partyText(shipment.consignee)],
    [words.shipDate, shipment.shipDate ?? ''],
    [words.deliveryDate, [shipment.deliveryDate ?? '', slotTitle(shipment.timeSlot)].join(' ').trim()],
    [words.codAmount, yenText(shipment.codAmount)],
    [words.cool, shipment.cool === 'normal' ? '' : (valueWords.cool[shipment.cool] ?? '')],
    [words.onlyOnLabel, shipment.onlyOnLabel?.join('、') ?? ''],
    [words.packages, shipment.packages > 1 ? String(shipment.packages) : ''],
    [words.replaced, shipment.replaced.join(' ')],
    [words.sender, shipment.sender?.name ?? ''],
    [words.handling, shipment.handling.filter((one) => one !== '').join('・')],
    [words.tags, shipment.tags?.join('・') ?? ''],
    ...(shipment.rules ?? []).map((mark): [string, string] => [words.byRule, markWords(mark)]),
    [words.edited, shipment.outdated ? words.outdated : ''],
    ...shipment.lines.map((line): [string, string] => [fill(words.goodsOfLine, { line: line.no }), goodsText(line)]),
    ...shipment.bundled.flatMap(({ orderNumber, lines }) =>
      lines.map((line): [string, string] => [`${words.bundled} ${orderNumber}`, goodsText(line)]),
    ),
    ...waybills.map((one): [string, string] => [
      help.headings.tracking,
      `${one.number} ${one.carrier}${isReplaced(one, waybills) ? words.replacedSlip : ''}`,
    ]),
    ...holds.map((hold): [string, string] => {
      const { sentence, remedy } = say(hold.code, hold.args, source);
      if (!hold.cleared) return [help.headings.holds, `${sentence}${placeText(hold)} → ${remedy}`];
      const { at, by, note } = hold.cleared;
      return [words.cleared, `${sentence}（${japanTime(at)} ${by}: ${note}）`];
    }),
  ];
  return [
    `  ${words.shipment} ${shipment.customerNo}  ${stateTitles[state]}  ${service}`,
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `    ${name}: ${value}`),
  ];
}

/** 分割・同梱・複写, as far as a person arranged any. */
function arrangementFacts({ parts, splitBy, bundledInto, copyOf, copies, tags = [] }: Arrangement): [string, string][] {
  return [
    [words.split, parcelsText(parts.length, splitBy)],
    [words.bundledInto, bundledInto?.order ?? ''],
    [words.copyOf, copyOf],
    [words.copies, copies.join(' ')],
    [words.tags, tags.join('・')],
  ];
}

/** How many parcels an order was split into, and by which rule; '' = it was not. */
function parcelsText(parts: number, rule: string | undefined): string {
  const count = parts + 1;
  if (parts === 0) return '';
  return rule === undefined ? fill(words.parcels, { count }) : fill(words.parcelsByRule, { count, rule });
}

function editText({ label, of, value, base, at, by, note }: ShownOrder['edits'][number]): string {
  const field = of === '' ? label : `${label}（${of}）`;
  return fill(words.editedBy, { label: field, value, base, at: japanTime(at), by, note });
}

/** What stood there: both values of a field in dispute, both of two consignees, the cell that could not be read. */
function placeText(hold: ShownShipment['holds'][number]): string {
  const value = hold.place?.value ?? '';
  return value === '' || isDisputeHold(hold) ? value : `（${value}）`;
}

function rowsText(rows: readonly number[]): string {
  const shown = rows.slice(0, 10).map(String).join('・');
  return fill(help.said.row, { row: rows.length > 10 ? `${shown}…` : shown });
}
