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
  /** Back to the beginning: truth, limits, faults, log, mail; the clock goes on. */
  reset(seed?: Seed, random?: number): void;
}

/** What a system gets from the lab when it is made. */
export interface SystemTools {
  readonly clock: Clock;
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
  const tools: SystemTools = { clock, random: () => random };
  const systems = new Map<string, MockSystem>();
  for (const make of options.systems) {
    const system = make(tools);
    systems.set(system.name, system);
  }
  let last = { seed: options.seed, random: options.random };
  const faults = createFaults(tools.random, (name) => systems.get(name)?.operations.map((operation) => operation.name));
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
      const now = clock.now();
      if (system.order) life.live(system.name, system.order, now, (at) => system.settle(at));
      system.settle(now);
    },
    reset(seed = last.seed, randomSeed = last.random) {
      last = { seed, random: randomSeed };
      random = createRandom(randomSeed);
      faults.clear();
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
