import { createRandom, type Random } from './random.ts';

/**
 * A small life of its own: buyers order, pay, change their minds, by the lab's clock. Off unless asked for. What happens depends
 * only on the lab's seed and on the minute in which it happens, never on how the clock came there: one turn by a day and a day of
 * waiting give the same orders.
 */
export interface Life {
  readonly isOn: boolean;
  /** Begins or ends at this time; what was due in between is never made up for. */
  turn(on: boolean, now: number): void;
  /** By system, '*' = of all others; plain data. What is not there goes as usual. From the next minute on. */
  readonly rates: Record<string, Rates>;
  /** After a reset: begins anew at `now` with another seed, and is on or off as before. */
  reset(seed: number, now: number): void;
  /** Lets happen what is due up to `now`, oldest first. `settle` brings the system to the time of each happening. */
  live(system: Buyers, now: number, settle: (at: number) => void): void;
  /** What happened, oldest first; the newest thousand of each system. */
  diary(): readonly Happened[];
  save(): unknown;
  load(saved: unknown): void;
}

/** A system whose buyers live. */
export interface Buyers {
  readonly name: string;
  readonly order: Order;
  /** Lets happen what was due. `false` when it can no longer happen, e.g. because the order is on its way: then nothing changed. */
  happen(due: Coming, at: number): boolean;
}

/**
 * A buyer orders at `at` (epoch ms). All chance comes from `random`, and what will become of the order is decided here. Each system
 * has its own; the hours, the chance and the order of things are everybody's.
 */
export type Order = (at: number, random: Random, rates: Rates | undefined) => Birth;

/** How buyers behave instead of as usual: so many orders each hour, day and night; shares from 0 to 1. */
export interface Rates {
  readonly ordersPerHour: number;
  /** Of all orders: cancelled within hours, by whoever may. */
  readonly cancelled: number;
  /** Of all orders: placed without payment, and never paid. */
  readonly unpaid: number;
}

/** What becomes of an order by rates: never both. */
export function fateOf(random: Random, { cancelled, unpaid }: Rates): 'cancelled' | 'unpaid' | 'plain' {
  const chance = random.next();
  if (chance < cancelled) return 'cancelled';
  return chance < cancelled + unpaid ? 'unpaid' : 'plain';
}

export interface Birth {
  /** Order number, for the diary. */
  readonly about: string;
  readonly later: readonly Due[];
}

export interface Due {
  /** Epoch ms. */
  readonly at: number;
  /** As the system's change of the same kind is called, e.g. `pay-order`. */
  readonly what: string;
  /** What else `happen` needs to know: plain data, so that it outlives the process. */
  readonly data?: unknown;
}

/** With the order that it is about. */
export interface Coming extends Due {
  readonly about: string;
}

/** What is kept of a life. */
interface Saved {
  readonly isOn: boolean;
  readonly begun: number;
  readonly start: number;
  readonly lived: Map<string, { minute: number; coming: Coming[] }>;
  readonly diaries: Map<string, Happened[]>;
  readonly rates: Readonly<Record<string, Rates>>;
}

export interface Happened {
  readonly at: number;
  readonly system: string;
  readonly what: string;
  readonly about: string;
}

const minute = 60_000;
/** A turn of the clock beyond this is slept through except for its end: nobody wants a year of orders by one click. */
const longest = 3 * 86_400_000;
const kept = 1000;

/** Orders of an average day. */
export const ordersADay = 160;

/** How many of a hundred orders of a day come in each hour of Japan: hardly any at night, most around 22 o'clock (trust C). */
const hours = [3, 2, 1, 1, 1, 1, 2, 3, 4, 4, 5, 5, 6, 5, 4, 4, 4, 5, 5, 6, 7, 8, 8, 6];

export function createLife(seed: number, now: number): Life {
  let isOn = false;
  let begun = seed;
  let start = now;
  /** By system: the minute that was lived last, and what is still to come. */
  let lived = new Map<string, { minute: number; coming: Coming[] }>();
  /** By system: systems are brought to now one after the other. */
  let diaries = new Map<string, Happened[]>();

  const write = (happened: Happened) => {
    const diary = diaries.get(happened.system) ?? [];
    diary.push(happened);
    diaries.set(happened.system, diary.length > kept * 2 ? diary.slice(-kept) : diary);
  };

  const rates: Record<string, Rates> = {};
  return {
    rates,
    get isOn() {
      return isOn;
    },
    turn(on, at) {
      if (on && !isOn) {
        start = at;
        lived = new Map();
      }
      isOn = on;
    },
    reset(other, at) {
      begun = other;
      start = at;
      lived = new Map();
      diaries = new Map();
    },
    live({ name, order, happen: letHappen }, to, settle) {
      if (!isOn) return;
      const state = lived.get(name) ?? { minute: Math.floor(start / minute), coming: [] };
      lived.set(name, state);
      const last = Math.floor(to / minute) - 1;
      const first = Math.max(state.minute + 1, Math.floor((to - longest) / minute));
      const happen = (until: number) => {
        for (let due = state.coming[0]; due && due.at <= until; due = state.coming[0]) {
          state.coming.shift();
          settle(due.at);
          if (letHappen(due, due.at)) write({ at: due.at, system: name, what: due.what, about: due.about });
        }
      };
      for (let beat = first; beat <= last; beat += 1) {
        state.minute = beat;
        const random = createRandom(mix(begun, name, beat));
        const own = rates[name] ?? rates['*'];
        for (const at of timesIn(beat, random, own)) {
          happen(at);
          settle(at);
          const { about, later } = order(at, random, own);
          write({ at, system: name, what: 'place-order', about });
          for (const due of later) insert(state.coming, { ...due, about });
        }
      }
      happen(to);
    },
    save: (): Saved => ({ isOn, begun, start, lived, diaries, rates }),
    load(saved) {
      ({ isOn, begun, start, lived, diaries } = saved as Saved);
      for (const name of Object.keys(rates)) delete rates[name];
      Object.assign(rates, (saved as Saved).rates);
    },
    diary: () => [...diaries.values()].flatMap((own) => own.slice(-kept)).sort((a, b) => a.at - b.at),
  };
}

/** When buyers order in this minute, oldest first. */
function timesIn(beat: number, random: Random, rates: Rates | undefined): readonly number[] {
  const hour = Math.floor((beat / 60 + 9) % 24);
  const wanted = rates ? rates.ordersPerHour / 60 : (ordersADay * hours[hour]!) / 100 / 60;
  const count = Math.floor(wanted) + (random.next() < wanted % 1 ? 1 : 0);
  return Array.from({ length: count }, () => beat * minute + random.below(minute)).sort((a, b) => a - b);
}

/** Keeps what is to come in order of time; of two at the same time the older entry first. */
function insert<T extends { readonly at: number }>(list: T[], one: T): void {
  let place = list.length;
  while (place > 0 && list[place - 1]!.at > one.at) place -= 1;
  list.splice(place, 0, one);
}

/** Another seed for every system and minute (FNV-1a). */
function mix(seed: number, name: string, beat: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const unit of `${name} ${beat}`) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
