import { expect } from 'vitest';
import { createRandom, type Random } from '../../mocks/random.ts';
import type { JobName } from '../../src/core/jobs.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import type { ShopInLab } from './shop-in-lab.ts';

/** What happens to a bridge on a rough day: shares of calls that go wrong, in each of the ways that calls go wrong, and kills. */
export interface Rough {
  /** Share of all calls, 0 … 1, over all kinds. */
  readonly faults: number;
  readonly kills: number;
  readonly seed: number;
}

export const calm: Rough = { faults: 0, kills: 0, seed: 1 };

/** A day of one shop: orders come over the morning, things happen to them, the desk prints, the jobs run every twelve minutes. */
export interface Day {
  /** The lab's name of the marketplace. */
  readonly system: string;
  open(kill: (point: string) => void): Promise<ShopInLab>;
  /** Before the first order: stock sheets, mapped goods. */
  prepare?(place: ShopInLab): Promise<void>;
  readonly orders: readonly DayOrder[];
  /** The lab's name of an order's number when it is changed. */
  readonly numberAs: string;
  /** Before the desk prints, and after. */
  readonly jobs: { readonly before: readonly JobName[]; readonly after: readonly JobName[] };
  /** What a person does in the evening about what the machine must not decide, once a round. */
  person?(place: ShopInLab): Promise<unknown>;
  /** What the marketplace holds of these orders, in their order, without what a second call may change (times, ids). */
  holdings(place: ShopInLab, numbers: readonly string[]): Promise<unknown>;
}

export interface DayOrder {
  /** Somebody orders; the number on the label. */
  place(place: ShopInLab): Promise<string>;
  /** Changes of the lab from which round after that on, in this order, each as soon as the marketplace lets it happen. */
  readonly later?: readonly (readonly [round: number, change: string])[];
  /** Nothing is printed before it is known to be cancelled: a label that is out before would be right, too. */
  readonly isCancelled?: true;
}

const rounds = 40;
const quietRounds = 6;
/** Orders that come in one round. */
const perRound = 2;

export interface Evening {
  /** Points at which the bridge was killed. */
  readonly killed: readonly string[];
  /** Calls that went wrong. */
  readonly faults: number;
  readonly there: unknown;
  /** States of each order's shipments, with what holds them. */
  readonly here: readonly (readonly string[])[];
}

/** Lives the day. Orders stand by their place in the list instead of by their numbers, which differ from day to day. */
export async function live(day: Day, rough: Rough): Promise<Evening> {
  const killer = new Killer(rough);
  const place = await day.open(killer.at);
  try {
    await day.prepare?.(place);
    const numbers: string[] = [];
    const parcels = new Set<string>();
    const open = day.orders.map(({ later = [] }, index) =>
      later.map(([round, change]) => [round + Math.floor(index / perRound), change] as const),
    );
    await spoil(place, day, rough);
    for (let round = 0; round < rounds; round++) {
      const isRough = round < rounds - quietRounds;
      if (!isRough) await place.stand.control('/faults/clear', {});
      if (!isRough) await day.person?.(place);
      for (const order of day.orders.slice(round * perRound, (round + 1) * perRound)) {
        numbers.push(await order.place(place));
        place.minutes(1);
      }
      for (const [index, changes] of open.entries())
        await happen(place, { [day.numberAs]: numbers[index]! }, round, changes);
      killer.isArmed = isRough;
      for (const name of day.jobs.before) await job(place, name);
      killer.isArmed = false;
      const states = await statesOf(place, numbers);
      const isKnown = day.orders.every((one, index) => !one.isCancelled || states[index]?.join() === 'cancelled');
      if (open.every((changes) => changes.length === 0) && isKnown) await print(place, numbers, parcels);
      killer.isArmed = isRough;
      for (const name of day.jobs.after) await job(place, name);
      killer.isArmed = false;
      place.minutes(12);
    }
    const calls = (await place.stand.requests()) as readonly { status: number; fault?: unknown }[];
    return {
      killed: killer.struck,
      faults: calls.filter((one) => one.status >= 400 || one.fault).length,
      there: await day.holdings(place, numbers),
      here: await statesOf(place, numbers),
    };
  } finally {
    await place.close();
  }
}

/** Refused before the work, answers lost after it, answers nobody can read, requests that arrive twice. */
const kinds = ['reset', 'server-error', 'unavailable', 'too-many', 'lost', 'truncated', 'garbage', 'duplicate'];

class Killed extends Error {}

/** Decides at which of the bridge's points the process ends. */
class Killer {
  readonly struck: string[] = [];
  isArmed = false;
  readonly #kills: number;
  readonly #random: Random;

  constructor({ kills, seed }: Rough) {
    this.#kills = kills;
    this.#random = createRandom(seed);
  }

  readonly at = (point: string): void => {
    if (!this.isArmed || this.struck.length >= this.#kills || this.#random.below(2) !== 0) return;
    this.struck.push(point);
    throw new Killed(point);
  };
}

/** Runs a job as far as it gets; a killed one is followed by a new process. */
async function job(place: ShopInLab, name: JobName): Promise<void> {
  try {
    await place.job(name);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    place.restart();
  }
}

/** From now on calls go wrong by chance. */
async function spoil(place: ShopInLab, { system }: Day, { faults }: Rough): Promise<void> {
  if (faults === 0) return;
  // One after the other strikes: the share of each is of what the ones before it let pass.
  const probability = 1 - (1 - faults) ** (1 / kinds.length);
  for (const kind of kinds) await place.stand.fault(system, '*', kind, { probability });
}

/** Takes what happened off the list. */
async function happen(
  place: ShopInLab,
  number: Readonly<Record<string, string>>,
  round: number,
  changes: (readonly [number, string])[],
) {
  const [from, change] = changes[0] ?? [rounds, ''];
  if (round < from) return;
  // What is cancelled before anybody here knows of it would not be there at all.
  const known = await place.ctx.store.orders({ shop: place.shop, numbers: Object.values(number) });
  if (known.length === 0) return;
  const isDone = await place.change(change, number).then(
    () => true,
    () => false,
  );
  if (isDone) changes.shift();
}

function statesOf(place: ShopInLab, numbers: readonly string[]): Promise<string[][]> {
  const states = async (number: string) =>
    (await place.ctx.store.shipments({ shop: place.shop, numbers: [number] })).map(({ state, holds }) =>
      [state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
    );
  return Promise.all(numbers.map(states));
}

/** Prints what is ready; each parcel has the same number on every day. */
async function print(place: ShopInLab, numbers: readonly string[], parcels: Set<string>): Promise<void> {
  const { shipments } = await issueShipments(place.ctx, { shop: place.shop });
  const day = place.stand.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString().replaceAll('-', '/');
  const rows = shipments.map((customerNo) => {
    expect(parcels.has(customerNo), 'a second label').toBe(false);
    parcels.add(customerNo);
    // Each part of an order that the marketplace divides (`-2`) has parcels of its own.
    const [, index = '', part = '0', serial = '0'] = matchOf(customerNo, numbers) ?? [];
    expect(index, customerNo).not.toBe('');
    return { customerNo, number: trackingNumber(Number(index) * 100 + Number(part) * 10 + Number(serial)), day };
  });
  const name = `issued-${parcels.size}.csv`;
  if (rows.length > 0) await intakeFile(place.ctx, { name, bytes: issuedData(rows), shop: '', layout: '' });
}

function matchOf(customerNo: string, numbers: readonly string[]): RegExpExecArray | null {
  const index = numbers.findIndex((number) => customerNo.startsWith(number));
  return /^(\d+)(?:-(\d))?_(\d+)$/.exec(customerNo.replace(numbers[index] ?? '', String(index)));
}
