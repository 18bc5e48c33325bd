import { runChange } from './changes.ts';
import { type LabState, readSeed } from './lab.ts';
import { LabRefused } from './system.ts';
import { turnBy, turnClock } from './turn.ts';
import { only, setLife, skew, useQuota } from './wishes.ts';

/*
 * What may be done to a lab from outside, besides what clients ask of its systems: the control interface and scenarios do nothing else. What is
 * given is plain JSON, and the same act at the same moment of the same lab does the same again: a journal holds the act, not what came of it.
 */

type Given = Readonly<Record<string, unknown>>;
/** Done at once, without a wait. @throws LabRefused */
type Work = (lab: LabState, given: Given) => unknown;

const blank = (value: unknown): boolean => value === undefined || value === '';

/** By name. Those that need a library that a lab usually does without load it first. */
const acts = {
  reset: at((lab, { seed, random }) =>
    lab.reset(blank(seed) ? undefined : readSeed(seed), blank(random) ? undefined : Number(random)),
  ),
  seed: at((lab, { seed, orders, system }) => {
    const read = readSeed(seed ?? orders);
    for (const one of blank(system) ? lab.systems.values() : [lab.system(String(system))]) one.seed(read);
  }),
  clock: at((lab, wish) => {
    turnClock(lab, wish);
    for (const system of lab.systems.values()) lab.settle(system);
  }),
  turn: at((lab, { by }) => turnBy(lab, by)),
  /** The clock stands as the journal says. */
  turned: at(() => {}),
  life: at(setLife),
  'open-shop': at((lab, wish) => {
    only(wish, ['system', 'shop', 'seed']);
    const seed = blank(wish.seed) ? lab.last.seed : readSeed(wish.seed);
    const { name } = lab.openShop({ system: String(wish.system ?? ''), shop: String(wish.shop ?? '') }, seed);
    return { name };
  }),
  'close-shop': at((lab, { name }) => {
    lab.closeShop(String(name));
    return lab.shops;
  }),
  orders: async () => (await import('./world/place-orders.ts')).placeWished,
  'order-rows': async () => {
    const { placeRows } = await import('./world/place-orders.ts');
    return (lab: LabState, { rows, system }: Given) => placeRows(lab, rows as never, system as string | undefined);
  },
  change: at((lab, { system, change, args }) => runChange(lab, String(system), String(change), args as Given)),
  fault: at((lab, wish) => lab.faults.add(wish)),
  'remove-fault': at((lab, { id }) => {
    lab.faults.remove(Number(id));
    return lab.faults.list();
  }),
  'clear-faults': at((lab) => {
    lab.faults.clear();
    return [];
  }),
  skew: at(skew),
  quota: at(useQuota),
  strict: at((lab, wish) => {
    only(wish, ['on']);
    if (String(wish.on) !== 'true' && String(wish.on) !== 'false') throw new LabRefused('on must be true or false');
    lab.strict = String(wish.on) === 'true';
  }),
  'clear-log': at((lab) => lab.log.clear()),
  'clear-mail': at((lab) => lab.mailbox.clear()),
  /** Headers that open a system now, for a recording's request. */
  enter: at((lab, { system, operation, headers }) => {
    const one = lab.system(String(system));
    return one.enter?.(headers as Readonly<Record<string, string>>, lab.now(one), String(operation)) ?? {};
  }),
  record: async () => {
    const { recorderOf } = await import('./recorder.ts');
    return (lab: LabState, { name, seed }: Given) =>
      recorderOf(lab).start(String(name ?? ''), blank(seed) ? undefined : readSeed(seed));
  },
  'stop-recording': async () => {
    const { recorderOf } = await import('./recorder.ts');
    return (lab: LabState, { name }: Given) => recorderOf(lab).stop(String(name));
  },
  scenario: async () => (await import('./scenarios/run.ts')).begin,
  'scenario-step': async () => (await import('./scenarios/run.ts')).doStep,
  'scenario-enter': async () => (await import('./scenarios/run.ts')).enterStep,
  'scenario-leave': async () => (await import('./scenarios/run.ts')).leaveStep,
  'scenario-resume': async () => (await import('./scenarios/run.ts')).resume,
  'scenario-end': async () => (await import('./scenarios/run.ts')).giveUp,
} satisfies Readonly<Record<string, () => Promise<Work>>>;

export type ActName = keyof typeof acts;

function at<Result>(work: (lab: LabState, given: Given) => Result) {
  return async () => work;
}

/**
 * Does it, in one moment of the lab's clock; a lab that keeps a journal writes it down before.
 *
 * @throws LabRefused and what else the act throws: then it was tried, and is tried again when the journal is done again
 */
export async function act<Name extends ActName>(
  lab: LabState,
  name: Name,
  given: Given,
): Promise<ReturnType<Awaited<ReturnType<(typeof acts)[Name]>>>> {
  const work = (await acts[name]()) as Work;
  return lab.moment(() => {
    const { journal } = lab;
    if (!journal) return work(lab, given);
    journal.act(name, given);
    return journal.timed(() => work(lab, given));
  }) as never;
}

/** Does an act of the journal once more. @throws LabRefused for one that this lab does not know, and what the act throws */
export async function actAgain(lab: LabState, name: string, given: Given): Promise<void> {
  if (!Object.hasOwn(acts, name)) throw new LabRefused(`this lab knows no act "${name}"`);
  const work = (await acts[name as ActName]()) as Work;
  work(lab, given);
}
