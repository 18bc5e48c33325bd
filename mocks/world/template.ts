import { readTime } from '../faults/when.ts';
import type { LabState } from '../lab.ts';
import { makeLifelike, makePerson, places } from '../people.ts';
import type { Random } from '../random.ts';
import { LabRefused, type MockSystem } from '../system.ts';
import { type Payment, payments, type WishedOrder } from './wished.ts';

/** What made-up orders are like. */
interface Template {
  readonly products: readonly { readonly sku: string; readonly option: string }[];
  /** Lines of an order, and pieces of a line: from, to. */
  readonly lines: readonly [number, number];
  readonly quantity: readonly [number, number];
  readonly payment: Readonly<Record<Payment, number>>;
  readonly prefectures: readonly string[];
  readonly look: 'lifelike' | 'plain';
  /** ms before now over which they were placed. */
  readonly over: number;
  readonly note: string;
}

const members = ['products', 'lines', 'quantity', 'payment', 'prefectures', 'look', 'over', 'note'];

/** So many orders of a template, oldest first, not placed yet. @throws LabRefused */
export function fromTemplate(
  lab: LabState,
  system: MockSystem,
  count: number,
  wish: Readonly<Record<string, unknown>>,
): readonly WishedOrder[] {
  const now = lab.now(system);
  const template = readTemplate(system, wish, now);
  const random = lab.random();
  const from =
    template.prefectures.length === 0 ? places : places.filter((one) => template.prefectures.includes(one.prefecture));
  return Array.from({ length: count }, (_, at): WishedOrder => {
    const lines = between(random, template.lines);
    return {
      at: Math.floor(now - template.over + (template.over * (at + 1)) / count),
      person:
        template.look === 'plain' ? { ...makePerson(random), place: random.pick(from) } : makeLifelike(random, from),
      lines: Array.from({ length: lines }, () => ({
        ...random.pick(template.products),
        quantity: between(random, template.quantity),
        title: '',
        price: undefined,
      })),
      payment: drawn(random, template.payment),
      wishDate: '',
      wishTime: '',
      note: template.note,
    };
  });
}

const between = (random: Random, [from, to]: readonly [number, number]): number => from + random.below(to - from + 1);

function drawn(random: Random, shares: Readonly<Record<Payment, number>>): Payment {
  let left = random.next() * payments.reduce((sum, one) => sum + shares[one], 0);
  for (const one of payments) {
    left -= shares[one];
    if (left < 0) return one;
  }
  return 'paid';
}

function readTemplate(system: MockSystem, wish: Readonly<Record<string, unknown>>, now: number): Template {
  for (const name of Object.keys(wish))
    if (!members.includes(name)) throw new LabRefused(`template: unknown member ${name}; known: ${members.join(' ')}`);
  const goods = system.orders!.goods();
  const wanted = list(wish.products, 'products');
  const products =
    wanted.length === 0
      ? goods
      : goods.filter((one) => wanted.includes(one.sku) || wanted.includes(`${one.sku}:${one.option}`));
  const strange = wanted.find((one) => !products.some(({ sku, option }) => sku === one || `${sku}:${option}` === one));
  if (strange !== undefined)
    throw new LabRefused(
      `template.products: unknown "${strange}"; known: ${[...new Set(goods.map((one) => one.sku))].join(', ')}`,
    );
  const prefectures = list(wish.prefectures, 'prefectures');
  const nowhere = prefectures.find((one) => !places.some((place) => place.prefecture === one));
  if (nowhere !== undefined)
    throw new LabRefused(
      `template.prefectures: no place in "${nowhere}"; known: ${[...new Set(places.map((one) => one.prefecture))].join(', ')}`,
    );
  const look = wish.look ?? 'lifelike';
  if (look !== 'lifelike' && look !== 'plain') throw new LabRefused('template.look must be lifelike or plain');
  return {
    products,
    lines: span(wish.lines, 'lines', [1, 2]),
    quantity: span(wish.quantity, 'quantity', [1, 2]),
    payment: shares(wish.payment),
    prefectures,
    look,
    over: wish.over === undefined ? 0 : Math.max(0, readTime(String(wish.over), now, 'template.over') - now),
    note: String(wish.note ?? ''),
  };
}

function list(wish: unknown, name: string): readonly string[] {
  if (wish === undefined) return [];
  const given = typeof wish === 'string' ? wish.split(',') : wish;
  if (!Array.isArray(given)) throw new LabRefused(`template.${name} must be a list`);
  return given.map((one) => String(one).trim()).filter((one) => one !== '');
}

/** `2` or `[1, 3]`. */
function span(wish: unknown, name: string, usual: readonly [number, number]): readonly [number, number] {
  if (wish === undefined) return usual;
  const [from, to = from] = Array.isArray(wish) ? wish.map(Number) : [Number(wish)];
  if (!Number.isInteger(from) || !Number.isInteger(to) || from! < 1 || to! < from! || to! > 99)
    throw new LabRefused(`template.${name} must be a whole number from 1, or [from, to]`);
  return [from!, to!];
}

/** `unpaid`, or shares `{paid: 90, unpaid: 5, cod: 5}`. */
function shares(wish: unknown): Readonly<Record<Payment, number>> {
  const none = { paid: 0, unpaid: 0, cod: 0 };
  if (wish === undefined) return { ...none, paid: 1 };
  const one = payments.find((word) => word === wish);
  if (one) return { ...none, [one]: 1 };
  const given = typeof wish === 'object' && wish !== null ? Object.entries(wish) : [];
  const isGood = given.every(([name, share]) => payments.some((word) => word === name) && Number(share) >= 0);
  const sum = given.reduce((total, [, share]) => total + Number(share), 0);
  if (!isGood || !(sum > 0))
    throw new LabRefused('template.payment must be paid, unpaid or cod, or shares such as {"paid": 90, "unpaid": 10}');
  return { ...none, ...Object.fromEntries(given.map(([name, share]) => [name, Number(share)])) };
}
