import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import type { Count, Expectation } from './expectation.ts';
import { labelsOf, labelsOfOrder, lifeOf } from './order-life.ts';
import type { LabelRecord, OrderRecord } from './types.ts';

/** One thing that was looked at. */
export interface Check {
  readonly ok: boolean;
  /** `order 250-…: shipments`. */
  readonly what: string;
  readonly expected: string;
  /** What is there, with what one needs to find it. */
  readonly actual: string;
}

/** Compares what is there with what is expected. Changes nothing. @throws LabRefused when it names what does not exist */
export function check(lab: LabState, wish: Expectation): readonly Check[] {
  for (const system of lab.systems.values()) lab.settle(system);
  const checks: Check[] = [];
  if (wish.order === '*') {
    const labels = indexed(labelsOf(lab));
    for (const system of systemsOf(lab, wish.system))
      for (const order of system.ledger?.orders?.(Number.MAX_SAFE_INTEGER) ?? [])
        checks.push(...ofOrder(lab, wish, order, labelsOfOrder(order, labels(order))));
  } else if (wish.order !== undefined) checks.push(...ofNumber(lab, wish, wish.order));
  if (wish.orders !== undefined) {
    const found = systemsOf(lab, wish.system).flatMap((one) => one.ledger?.orders?.(Number.MAX_SAFE_INTEGER) ?? []);
    checks.push(counted('orders', wish.orders, found.length, wish.system ?? 'all systems'));
  }
  if (wish.labels !== undefined)
    checks.push(counted('labels', wish.labels, labelsOf(lab).length, listed(labelsOf(lab).map(labelText))));
  if (wish.stock) checks.push(ofStock(lab, wish.stock));
  if (wish.requests) checks.push(ofRequests(lab, wish.requests));
  if (wish.mails) {
    const { subject = '', count = { atLeast: 1 } } = wish.mails;
    const found = lab.mailbox.list().filter((one) => one.subject.includes(subject));
    const what = `mails${subject && ` with "${subject}"`}`;
    checks.push(counted(what, count, found.length, listed(found.map((one) => one.subject))));
  }
  return checks;
}

/** `order N: shipments: expected 1, but it is 2 (…)` */
export const failureText = ({ what, expected, actual }: Check): string =>
  `${what}: expected ${expected}, but it is ${actual}`;

const systemsOf = (lab: LabState, name: string | undefined) =>
  name === undefined ? [...lab.systems.values()] : [lab.system(name)];

/** Labels that may be an order's: by the beginning of their reference, and by number. */
function indexed(labels: readonly LabelRecord[]): (order: OrderRecord) => readonly LabelRecord[] {
  const byNumber = Map.groupBy(labels, (one) => one.number);
  const byReference = new Map<string, LabelRecord[]>();
  for (const label of labels)
    for (const [at, character] of [...`${label.reference}_`].entries())
      if (character === '_' || character === '-') {
        const start = label.reference.slice(0, at);
        byReference.set(start, [...(byReference.get(start) ?? []), label]);
      }
  return (order) => [
    ...new Set([
      ...order.numbers.flatMap((number) => byReference.get(number) ?? []),
      ...order.told.flatMap((one) => byNumber.get(one.number) ?? []),
    ]),
  ];
}

function ofNumber(lab: LabState, wish: Expectation, number: string): readonly Check[] {
  const { orders } = lifeOf(lab, number, wish.system);
  const [order, other] = orders;
  if (other)
    throw new LabRefused(
      `order ${number} is known to ${orders.map((one) => one.system).join(' and ')}: say which with system`,
    );
  if (wish.placed === false)
    return [{ ok: !order, what: `order ${number}`, expected: 'not placed', actual: order ? 'placed' : 'not placed' }];
  if (!order) {
    const known = systemsOf(lab, wish.system).flatMap((one) => one.ledger?.orders?.(3) ?? []);
    const hint =
      known.length === 0 ? 'there are no orders' : `newest: ${known.map((one) => one.numbers[0]).join(', ')}`;
    return [{ ok: false, what: `order ${number}`, expected: 'placed', actual: `unknown (${hint})` }];
  }
  return ofOrder(lab, wish, order, labelsOfOrder(order, labelsOf(lab)));
}

function ofOrder(
  lab: LabState,
  wish: Expectation,
  order: OrderRecord,
  labels: readonly LabelRecord[],
): readonly Check[] {
  const checks: Check[] = [];
  const what = (about: string) => `order ${order.numbers[0]} of ${order.system}: ${about}`;
  const add = (about: string, ok: boolean, expected: string, actual: string) =>
    checks.push({ ok, what: what(about), expected, actual });
  const flag = (about: string, wanted: boolean | undefined, is: boolean) => {
    if (wanted !== undefined) add(about, wanted === is, yesNo(wanted), `${yesNo(is)} (status ${order.status})`);
  };
  const done = order.told.filter((one) => one.effect === 'done');
  const told = listed(
    order.told.map((one) => `${one.at} ${one.number} ${one.effect}${one.reason && `: ${one.reason}`}`),
  );
  flag('paid', wish.paid, order.isPaid);
  flag('cancelled', wish.cancelled, order.isCancelled);
  flag('shipped', wish.shipped, order.isShipped);
  if (wish.status !== undefined) add('status', wish.status === order.status, wish.status, order.status);
  if (wish.pulled !== undefined) {
    const { pulled } = lifeOf(lab, order.numbers[0]!, order.system);
    add(
      'pulled',
      wish.pulled === pulled.length > 0,
      yesNo(wish.pulled),
      `in ${pulled.length} answers that the log kept`,
    );
  }
  if (wish.shipments !== undefined) {
    const first = labels.filter((one) => one.parcel.startsWith('1/'));
    checks.push(counted(what('shipments'), wish.shipments, first.length, listed(first.map(labelText))));
  }
  if (wish.parcels !== undefined)
    checks.push(counted(what('parcels'), wish.parcels, labels.length, listed(labels.map(labelText))));
  if (wish.told !== undefined) checks.push(counted(what('told'), wish.told, done.length, told));
  if (wish.toldTwice !== undefined) {
    const twice = [...Map.groupBy(done, (one) => one.parcel)].filter(([, all]) => all.length > 1);
    add('told twice', wish.toldTwice === twice.length > 0, yesNo(wish.toldTwice), `${yesNo(twice.length > 0)}${told}`);
  }
  if (wish.number !== undefined) checks.push(ofNumbers(what('number told'), wish.number, done, labels));
  return checks;
}

function ofNumbers(what: string, wanted: string, done: OrderRecord['told'], labels: readonly LabelRecord[]): Check {
  const last = [...Map.groupBy(done, (one) => one.parcel).values()].map((all) => all.at(-1)!.number);
  const actual = last.length === 0 ? 'nothing told' : last.join(', ');
  if (wanted !== 'label')
    return { ok: last.length > 0 && last.every((one) => one === wanted), what, expected: wanted, actual };
  const numbers = new Set(labels.map((one) => one.number));
  const expected = numbers.size === 0 ? "the label's (there is no label)" : `the label's: ${[...numbers].join(', ')}`;
  return { ok: last.length > 0 && last.every((one) => numbers.has(one)), what, expected, actual };
}

function ofStock(lab: LabState, wish: NonNullable<Expectation['stock']>): Check {
  const { system, sku, place = '' } = wish;
  const is = lab.system(system).ledger?.stock?.(sku, place);
  const what = `stock of ${sku}${place && ` (${place})`} at ${system}`;
  if (is === undefined || is === null) {
    const actual = is === null ? 'without limit' : 'unknown there';
    return { ok: false, what, expected: countText(wish.quantity), actual };
  }
  return counted(what, wish.quantity, is, '');
}

function ofRequests(lab: LabState, wish: NonNullable<Expectation['requests']>): Check {
  const { system, operation, status, method, contains, count = { atLeast: 1 } } = wish;
  if (system !== undefined) {
    const { operations } = lab.system(system);
    if (operation !== undefined && !operations.some((one) => one.name === operation))
      throw new LabRefused(`unknown operation "${operation}"; known: ${operations.map((one) => one.name).join(' ')}`);
  }
  const found = lab.log
    .list()
    .filter(
      (one) =>
        (system === undefined || one.system === system) &&
        (operation === undefined || one.operation === operation) &&
        (method === undefined || one.method === method.toUpperCase()) &&
        (status === undefined || one.status === status) &&
        (contains === undefined || one.url.includes(contains) || one.body.includes(contains)),
    );
  const named = [system, operation, method, status, contains && `with "${contains}"`].filter(Boolean).join(' ');
  return counted(`requests${named && ` ${named}`}`, count, found.length, listed(found.map((one) => `#${one.no}`)));
}

function counted(what: string, wanted: Count, is: number, list: string): Check {
  const { equals, atLeast, atMost } =
    typeof wanted === 'number' ? { equals: wanted } : { equals: undefined, ...wanted };
  const ok =
    (equals === undefined || is === equals) &&
    (atLeast === undefined || is >= atLeast) &&
    (atMost === undefined || is <= atMost);
  return {
    ok,
    what,
    expected: countText(wanted),
    actual: `${is}${list.startsWith(' (') || list === '' ? list : ` (${list})`}`,
  };
}

function countText(wanted: Count): string {
  if (typeof wanted === 'number') return `exactly ${wanted}`;
  const { atLeast, atMost } = wanted;
  return [atLeast !== undefined && `at least ${atLeast}`, atMost !== undefined && `at most ${atMost}`]
    .filter(Boolean)
    .join(' and ');
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const labelText = (one: LabelRecord): string => `${one.number} ${one.parcel} of ${one.reference} at ${one.issuedAt}`;

/** ` (a; b; … and 3 more)`, '' for nothing. */
function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  const more = texts.length > 5 ? `; and ${texts.length - 5} more` : '';
  return ` (${texts.slice(-5).join('; ')}${more})`;
}
