import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { actAgain } from '../acts.ts';
import { repeatRequest } from '../dispatch.ts';
import { findRoute } from '../find-route.ts';
import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import { type Entry, type OpenJournal, openJournal, type Room, readJournal, removeJournal } from './journal.ts';
import { lockFolder } from './lock.ts';
import { pack, replaceFile, type Snapshots, snapshotsIn, snapshotsInMemory, unpack } from './snapshots.ts';

/** Keeps a lab: over restarts where it has a folder, and under names. */
export interface Keeper {
  snapshots: Pick<Snapshots, 'list' | 'remove'>;
  snapshot(name: string): void;
  /** Everything as it was, the time included: the lab's clock goes on from the moment of the snapshot. */
  restore(name: string): void;
  /** Ports of the last time, so that addresses stay. */
  readonly ports: { readonly http?: number; readonly smtp?: number };
  keepPorts(ports: { readonly http: number; readonly smtp: number }): void;
  close(): void;
}

/** Without a folder: snapshots are in memory, and all ends with the process. */
export function keepNothing(lab: LabState): Keeper {
  return { ...named(lab, snapshotsInMemory(lab.real), () => {}), ports: {}, keepPorts() {}, close() {} };
}

/**
 * Keeps a lab in a folder: `state` is the whole lab at some moment, `journal-N` what came since, a line for each request, act and mail, written before
 * it is done. What is kept costs what changes; the whole is written when the journal would take long to be done again. After the process ended in whatever way, the lines are done again at their times; randomness, clock and faults are as they
 * were, so the same comes of it. What other programs were told meanwhile (notifications) is not told again.
 *
 * @throws LabRefused when another lab has the folder, or another version wrote it
 */
export async function keepIn(folder: string, lab: LabState): Promise<Keeper> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(folder);
  const state = join(folder, 'state');
  const ports = join(folder, 'ports.json');
  let turn = 0;
  let journal: OpenJournal | undefined;
  let room = usualRoom;
  const open = (spent: number) => {
    journal = openJournal(join(folder, `journal-${turn}`), lab.clock, lab.real, room, spent, writeLater);
    lab.journal = journal;
  };
  /** A new state, and an empty journal that belongs to it. Whatever happens in between, `state` names the journal that continues it. */
  const write = () => {
    const from = performance.now();
    const next = `journal-${turn + 1}`;
    removeJournal(join(folder, next));
    const bytes = pack(lab.save(), next);
    replaceFile(state, bytes);
    journal?.close();
    const before = turn;
    turn += 1;
    // So that writing everything never takes more than a third of the time.
    const took = performance.now() - from;
    room = { ms: Math.max(usualRoom.ms, 2 * took), bytes: Math.max(usualRoom.bytes, bytes.length) };
    open(0);
    removeJournal(join(folder, `journal-${before}`));
  };
  /** The old state and a longer journal are as good, should the disk be full. */
  const writeLater = () => {
    if (!journal) return;
    try {
      write();
    } catch (error) {
      process.stderr.write(`the lab's state could not be written to ${folder}: ${error}\n`);
      setTimeout(writeLater, 10_000).unref();
    }
  };
  try {
    if (existsSync(state)) {
      const { lab: saved, journal: name } = unpack(readFileSync(state), lab.save(), state);
      turn = Number(name.split('-')[1]);
      lab.load(saved);
      const entries = readJournal(join(folder, name));
      const from = performance.now();
      await repeat(lab, entries);
      const spent = performance.now() - from;
      // What is done again quickly is as good as a new state, which takes long to write where it is large.
      if (spent < usualRoom.ms / 2) open(spent);
    }
    if (!journal) write();
  } catch (error) {
    release();
    throw error;
  }
  for (const name of readdirSync(folder)) {
    if (/^journal-\d+$/.test(name) && name !== `journal-${turn}`) removeJournal(join(folder, name));
  }
  rmSync(`${state}.tmp`, { force: true });
  return {
    ...named(lab, snapshotsIn(join(folder, 'snapshots')), write),
    ports: readPorts(ports),
    keepPorts: (taken) => replaceFile(ports, `${JSON.stringify(taken)}\n`),
    close() {
      if (!journal?.isEmpty) writeLater();
      journal?.close();
      journal = undefined;
      lab.journal = undefined;
      release();
    },
  };
}

const usualRoom: Room = { ms: 1500, bytes: 16 * 1024 * 1024 };

/** Where they cannot be read any port will do. */
function readPorts(file: string): Keeper['ports'] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Keeper['ports'];
  } catch {
    return {};
  }
}

function named(
  lab: LabState,
  snapshots: Snapshots,
  after: () => void,
): Pick<Keeper, 'snapshot' | 'snapshots' | 'restore'> {
  return {
    snapshots,
    snapshot(name) {
      const { clock, parts, ...saved } = lab.save();
      // What was run is no part of the world.
      const { scenarios: _, ...world } = parts;
      const rest = { ...saved, parts: world };
      // Frozen or not, the time of the snapshot is the time of its restoring.
      snapshots.write(name, pack({ ...rest, clock: { ...clock, offset: lab.clock.now() } }, ''));
    },
    restore(name) {
      const { bytes, file } = snapshots.read(name);
      const { lab: saved } = unpack(bytes, lab.save(), file);
      const { frozenAt, offset: at } = saved.clock;
      lab.load({ ...saved, clock: { frozenAt, offset: at - lab.real() } });
      after();
    },
  };
}

/** What failed the first time fails again, and was told so then: it keeps nothing else from being done. */
async function repeat(lab: LabState, entries: readonly Entry[]): Promise<void> {
  try {
    for (const entry of entries) {
      lab.replayAt(entry.t);
      if (entry.clock) lab.clock.load(entry.clock);
      await repeatOne(lab, entry).catch((error: unknown) => {
        if (!isRefusal(error)) process.stderr.write(`done again with an error, as before: ${error}\n`);
      });
    }
  } finally {
    lab.replayAt(undefined);
  }
}

async function repeatOne(lab: LabState, { request, mail, act }: Entry): Promise<void> {
  if (mail) await lab.mailbox.receive(Buffer.from(mail.raw, 'base64'), mail.envelope);
  else if (act) await actAgain(lab, act.name, act.given);
  else if (request) {
    const { system: name, fault, body, ...rest } = request;
    const system = lab.system(name);
    const arrived = { ...rest, body: Buffer.from(body, 'base64') };
    await repeatRequest(lab, system, findRoute(system, arrived), arrived, fault);
  } else for (const system of lab.systems.values()) lab.settle(system);
}

/** The lab's own words to whoever asked for something. */
const isRefusal = (error: unknown): boolean =>
  error instanceof LabRefused || ['BadScenario', 'OrdersRefused'].includes((error as Error | undefined)?.name ?? '');
