import { type Clock, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createLife, type Life } from './life.ts';
import { createMailbox, type Mailbox } from './mail/mailbox.ts';
import { createRandom, type Random } from './random.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { LabRefused, type MockSystem, type Seed } from './system.ts';

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
  /** Brings a system to the lab's time: its own clockwork, and the life of its buyers. */
  settle(system: MockSystem): void;
  /** The time that a system's own clock shows, epoch ms: the lab's, plus how far it is off. */
  now(system: Pick<MockSystem, 'name'>): number;
  /** How far the clocks of systems are off, ms by system. Plain data. */
  readonly skew: Record<string, number>;
  /** Back to the beginning: truth, limits, faults, log, mail; the clock goes on. */
  reset(seed?: Seed, random?: number): void;
}

/** What a system gets from the lab when it is made. */
export interface SystemTools {
  /** The system's own clock. */
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => Random;
}

export interface LabStateOptions {
  readonly seed: Seed;
  readonly random: number;
  readonly realNow: () => number;
  readonly from: number;
  readonly life: boolean;
  readonly systems: readonly ((tools: SystemTools) => MockSystem)[];
}

export function createLabState(options: LabStateOptions): LabState {
  const clock = createClock(options.realNow);
  if (options.from > clock.now()) clock.set(options.from);
  let random = createRandom(options.random);
  const skew: Record<string, number> = {};
  const now = (name: string) => clock.now() + (skew[name] ?? 0);
  const tools = { random: () => random };
  const systems = new Map<string, MockSystem>();
  for (const make of options.systems) {
    let name = '';
    const system = make({ ...tools, clock: { now: () => now(name) } });
    name = system.name;
    systems.set(name, system);
  }
  let last = { seed: options.seed, random: options.random };
  const faults = createFaults(
    tools.random,
    (name) => {
      const system = systems.get(name);
      return system && { operations: system.operations.map((one) => one.name), older: Object.keys(system.older ?? {}) };
    },
    clock.now,
  );
  const life = createLife(options.random, clock.now());
  const lab: LabState = {
    clock,
    random: tools.random,
    faults,
    log: createRequestLog(),
    mailbox: createMailbox(clock.now),
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
    settle(system) {
      const at = now(system.name);
      if (system.order) life.live(system.name, system.order, at, (when) => system.settle(when));
      system.settle(at);
    },
    now: (system) => now(system.name),
    skew,
    reset(seed = last.seed, randomSeed = last.random) {
      last = { seed, random: randomSeed };
      random = createRandom(randomSeed);
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
  };
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
