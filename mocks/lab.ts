import { type Clock, type ClockState, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Journal } from './keep/journal.ts';
import { createLife, type Life } from './life.ts';
import { createMailbox, type Mailbox } from './mail/mailbox.ts';
import { createRandom, type Random } from './random.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { type Kept, LabRefused, type MockSystem, type Seed } from './system.ts';

/** Everything that the mocks share: one clock, one randomness, faults, log. No network here. */
export interface LabState {
  readonly clock: Clock;
  readonly random: () => Random;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly mailbox: Mailbox;
  readonly life: Life;
  readonly systems: ReadonlyMap<string, MockSystem>;
  /** What the last reset was given. */
  readonly last: { readonly seed: Seed; readonly random: number };
  system(name: string): MockSystem;
  /** Where the console of a bridge is, '' = unknown: pages link to it. */
  console: string;
  /** Shops besides the first of each system. */
  readonly shops: readonly Shop[];
  /** Opens a further shop, which is a system `SYSTEM-SHOP`, filled as `seed` says. @throws LabRefused */
  openShop(shop: Shop, seed: Seed): MockSystem;
  /** @param name `SYSTEM-SHOP`. @throws LabRefused */
  closeShop(name: string): void;
  /** Brings a system to the lab's time: its own clockwork, and the life of its buyers. */
  settle(system: MockSystem): void;
  /** The time that a system's own clock shows, epoch ms: the lab's, plus how far it is off. */
  now(system: Pick<MockSystem, 'name'>): number;
  /** How far the clocks of systems are off, ms by system. Plain data. */
  readonly skew: Record<string, number>;
  /** Back to the beginning: truth, limits, faults, log, mail; the clock goes on. */
  reset(seed?: Seed, random?: number): void;
  /** Does work that belongs to one moment: until its first wait the clock shows the same time. */
  moment<T>(work: () => T): T;
  /** From now on this is real time, epoch ms: what happened is done again. `undefined` = this machine's again. */
  replayAt(real: number | undefined): void;
  /** What nobody is sure of (trust C) is refused. */
  strict: boolean;
  /** Where everything that happens is written down before it does; `undefined` = nowhere. */
  journal: Journal | undefined;
  /** The lab is being ended: what goes on by itself stops where it is. */
  readonly ending: AbortSignal;
  end(): void;
  /** This machine's time, epoch ms. */
  real(): number;
  /** Is such a part there, or kept of one that did not join yet? */
  has(name: string): boolean;
  /** A further part that is to outlive the process. It may join late: what was kept of it waits. */
  keep(name: string, part: Kept): void;
  /** Everything as plain data. */
  save(): LabSaved;
  load(saved: LabSaved): void;
}

/** The whole lab as plain data. */
export interface LabSaved {
  readonly clock: ClockState;
  readonly random: number;
  /** Of the faults. */
  readonly chance: number;
  readonly last: { readonly seed: Seed; readonly random: number };
  readonly skew: Readonly<Record<string, number>>;
  readonly shops: readonly Shop[];
  /** By name: what the lab has of its own, then what joined. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly systems: Readonly<Record<string, unknown>>;
}

/** What a system gets from the lab when it is made. */
export interface SystemTools {
  /** The system's own clock. */
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => Random;
  /** Whose it is: keys and numbers of a further shop differ from the first one's. */
  readonly shop: { readonly tag: string; readonly index: number };
}

/** A further shop of a system, with a name, keys and limits of its own. Plain data. */
export interface Shop {
  readonly system: string;
  readonly shop: string;
  /** Its numbers begin by it; given when it is opened. */
  readonly index?: number;
}

export interface LabStateOptions {
  readonly seed: Seed;
  readonly random: number;
  readonly realNow: () => number;
  readonly from: number;
  readonly life: boolean;
  readonly strict?: boolean;
  readonly systems: readonly ((tools: SystemTools) => MockSystem)[];
}

export function createLabState(options: LabStateOptions): LabState {
  let pinned: number | undefined;
  const real = () => pinned ?? options.realNow();
  const clock = createClock(real);
  if (options.from > clock.now()) clock.set(options.from);
  let random = createRandom(options.random);
  const skew: Record<string, number> = {};
  const now = (name: string) => clock.now() + (skew[name] ?? 0);
  const tools = { random: () => random };
  const systems = new Map<string, MockSystem>();
  const makers = new Map<string, LabStateOptions['systems'][number]>();
  const shops: Shop[] = [];
  const add = (make: LabStateOptions['systems'][number], shop = '', index = 0): MockSystem => {
    const tag = shop && `-${shop}`;
    let name = '';
    const made = make({ ...tools, clock: { now: () => now(name) }, shop: { tag, index } });
    name = `${made.name}${tag}`;
    const system = shop === '' ? made : { ...made, name, title: `${made.title} 「${shop}」` };
    if (shop === '') makers.set(name, make);
    systems.set(name, system);
    return system;
  };
  for (const make of options.systems) add(make);
  const open = ({ system, shop, index = 1 + Math.max(0, ...shops.map((one) => one.index ?? 0)) }: Shop): MockSystem => {
    const make = makers.get(system);
    if (!make) throw new LabRefused(`unknown system "${system}"; known: ${[...makers.keys()].join(' ')}`);
    if (!/^[a-z0-9]{1,20}$/.test(shop)) throw new LabRefused('shop must be 1 to 20 small letters and digits');
    if (systems.has(`${system}-${shop}`)) throw new LabRefused(`${system} has a shop "${shop}" already`);
    const opened = add(make, shop, index);
    shops.push({ system, shop, index });
    return opened;
  };
  const close = (name: string) => {
    const at = shops.findIndex((one) => `${one.system}-${one.shop}` === name);
    if (at < 0) throw new LabRefused(`there is no further shop "${name}"`);
    shops.splice(at, 1);
    systems.delete(name);
    delete skew[name];
  };
  let last = { seed: options.seed, random: options.random };
  // Faults draw from a stream of their own: a call that waits must not change the ids and tokens that others are given meanwhile.
  let chance = createRandom(options.random + 1);
  const faults = createFaults(
    () => chance,
    (name) => {
      const system = systems.get(name);
      return system && { operations: system.operations.map((one) => one.name), older: Object.keys(system.older ?? {}) };
    },
    clock.now,
  );
  const life = createLife(options.random, clock.now());
  const log = createRequestLog();
  const mailbox = createMailbox(clock.now);
  const parts = new Map<string, Kept>(Object.entries({ faults, log, mailbox, life }));
  /** Kept of parts that did not join yet. */
  let waiting: Record<string, unknown> = {};
  const ending = new AbortController();
  const lab: LabState = {
    clock,
    random: tools.random,
    faults,
    log,
    mailbox,
    life,
    systems,
    get last() {
      return last;
    },
    system(name) {
      const system = systems.get(name);
      if (!system) throw new LabRefused(`unknown system "${name}"; known: ${[...systems.keys()].join(' ')}`);
      return system;
    },
    console: '',
    shops,
    openShop(shop, seed) {
      const system = open(shop);
      system.reset();
      system.seed(seed);
      return system;
    },
    closeShop: close,
    settle(system) {
      const at = now(system.name);
      const { name, order, happen } = system;
      if (order && happen) life.live({ name, order, happen }, at, (when) => system.settle(when));
      system.settle(at);
    },
    now: (system) => now(system.name),
    skew,
    reset(seed = last.seed, randomSeed = last.random) {
      last = { seed, random: randomSeed };
      random = createRandom(randomSeed);
      chance = createRandom(randomSeed + 1);
      faults.clear();
      for (const name of Object.keys(skew)) delete skew[name];
      lab.log.clear();
      lab.mailbox.clear();
      life.reset(randomSeed, clock.now());
      for (const system of systems.values()) {
        system.reset();
        system.seed(seed);
      }
    },
    moment(work) {
      const before = pinned;
      pinned = real();
      try {
        return work();
      } finally {
        pinned = before;
      }
    },
    replayAt(at) {
      pinned = at;
    },
    journal: undefined,
    strict: options.strict ?? false,
    ending: ending.signal,
    end: () => ending.abort(),
    real,
    has: (name) => parts.has(name) || Object.hasOwn(waiting, name),
    keep(name, part) {
      parts.set(name, part);
      if (Object.hasOwn(waiting, name)) part.load(waiting[name]);
      delete waiting[name];
    },
    save: () => ({
      clock: clock.save(),
      random: random.state(),
      chance: chance.state(),
      last,
      skew,
      shops,
      parts: { ...waiting, ...Object.fromEntries([...parts].map(([name, part]) => [name, part.save()])) },
      systems: Object.fromEntries([...systems.values()].map((one) => [one.name, one.kept?.save()])),
    }),
    load(saved) {
      clock.load(saved.clock);
      random = createRandom(saved.random);
      chance = createRandom(saved.chance);
      last = saved.last;
      for (const name of Object.keys(skew)) delete skew[name];
      Object.assign(skew, saved.skew);
      for (const one of [...shops]) close(`${one.system}-${one.shop}`);
      for (const one of saved.shops) open(one);
      waiting = { ...saved.parts };
      for (const [name, part] of parts) lab.keep(name, part);
      for (const system of systems.values()) {
        if (saved.systems[system.name] !== undefined) system.kept?.load(saved.systems[system.name]);
      }
    },
  };
  lab.keep('strict', {
    save: () => lab.strict,
    load(saved) {
      lab.strict = saved as boolean;
    },
  });
  lab.reset();
  life.turn(options.life, clock.now());
  return lab;
}

/** @throws LabRefused */
export function readSeed(text: unknown): Seed {
  if (text === 'small' || text === 'nasty' || text === 'sandbox' || text === 'empty') return text;
  const orders = typeof text === 'object' && text !== null ? (text as { orders?: unknown }).orders : text;
  const count = Number(orders);
  if (orders !== '' && Number.isInteger(count) && count > 0 && count <= 200_000) return { orders: count };
  throw new LabRefused('seed must be small, nasty, sandbox, empty or a number of orders up to 200000');
}
