import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repeatRequest } from '../dispatch.ts';
import { findRoute } from '../find-route.ts';
import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import { type Entry, type Journal, openJournal, readJournal, removeJournal } from './journal.ts';
import { lockFolder } from './lock.ts';
import { pack, replaceFile, type Snapshots, snapshotsIn, snapshotsInMemory, unpack } from './snapshots.ts';

/** Keeps a lab: over restarts where it has a folder, and under names. */
export interface Keeper {
  /** The control interface changed something: kept before anybody is told so. */
  changed(): void;
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
  return { ...named(lab, snapshotsInMemory(lab.real), () => {}), changed() {}, ports: {}, keepPorts() {}, close() {} };
}

/**
 * Keeps a lab in a folder: `state` is the whole lab at some moment, `journal-N` what came since, a line for each request and mail, written before
 * it is done. After the process ended in whatever way, the lines are done again at their times; randomness, clock and faults are as they
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
  let journal: (Journal & { close(): void }) | undefined;
  try {
    if (existsSync(state)) {
      const { lab: saved, journal: name } = unpack(readFileSync(state), lab.save());
      turn = Number(name.split('-')[1]);
      lab.load(saved);
      await repeat(lab, readJournal(join(folder, name)));
    }
  } catch (error) {
    release();
    throw error;
  }

  /** A new state, and an empty journal that belongs to it. Whatever happens in between, `state` names the journal that continues it. */
  const write = () => {
    const before = turn;
    turn += 1;
    const name = `journal-${turn}`;
    removeJournal(join(folder, name));
    replaceFile(state, pack(lab.save(), name));
    journal?.close();
    journal = openJournal(join(folder, name), lab.clock, lab.real, write);
    lab.journal = journal;
    removeJournal(join(folder, `journal-${before}`));
  };
  write();
  for (const name of readdirSync(folder)) {
    if (/^journal-\d+$/.test(name) && name !== `journal-${turn}`) removeJournal(join(folder, name));
  }
  return {
    ...named(lab, snapshotsIn(join(folder, 'snapshots')), write),
    changed: write,
    ports: existsSync(ports) ? (JSON.parse(readFileSync(ports, 'utf8')) as Keeper['ports']) : {},
    keepPorts: (taken) => replaceFile(ports, `${JSON.stringify(taken)}\n`),
    close() {
      write();
      journal?.close();
      lab.journal = undefined;
      release();
    },
  };
}

function named(
  lab: LabState,
  snapshots: Snapshots,
  after: () => void,
): Pick<Keeper, 'snapshot' | 'snapshots' | 'restore'> {
  return {
    snapshots,
    snapshot(name) {
      const { clock, ...rest } = lab.save();
      // Frozen or not, the time of the snapshot is the time of its restoring.
      snapshots.write(name, pack({ ...rest, clock: { ...clock, offset: lab.clock.now() } }, ''));
    },
    restore(name) {
      const { lab: saved } = unpack(snapshots.read(name), lab.save());
      const { frozenAt, offset: at } = saved.clock;
      lab.load({ ...saved, clock: { frozenAt, offset: at - lab.real() } });
      after();
    },
  };
}

async function repeat(lab: LabState, entries: readonly Entry[]): Promise<void> {
  try {
    for (const { t, clock, request, mail } of entries) {
      lab.replayAt(t);
      if (clock) lab.clock.load(clock);
      if (mail) await lab.mailbox.receive(Buffer.from(mail.raw, 'base64'), mail.envelope);
      else if (request) {
        const { system: name, fault, body, ...rest } = request;
        const system = lab.system(name);
        const arrived = { ...rest, body: Buffer.from(body, 'base64') };
        await repeatRequest(lab, system, findRoute(system, arrived), arrived, fault);
      } else for (const system of lab.systems.values()) lab.settle(system);
    }
  } catch (error) {
    throw error instanceof LabRefused ? error : new LabRefused(`the journal cannot be done again: ${error}`);
  } finally {
    lab.replayAt(undefined);
  }
}
