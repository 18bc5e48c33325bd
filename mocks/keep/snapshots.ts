import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { LabSaved } from '../lab.ts';
import { LabRefused } from '../system.ts';

/** Snapshots by name, each the whole lab as bytes. */
export interface Snapshots {
  write(name: string, bytes: Buffer): void;
  /** @throws LabRefused when there is none */
  read(name: string): Buffer;
  remove(name: string): void;
  /** `at`: when it was taken, epoch ms of this machine. */
  list(): readonly { readonly name: string; readonly at: number; readonly bytes: number }[];
}

/** Raised when a stored state means something else than it did. */
const format = 1;

interface Stored {
  readonly format: number;
  /** Members of each system's state: a lab of another version has others, and must not read them as its own. */
  readonly shape: Readonly<Record<string, readonly string[]>>;
  readonly journal: string;
  readonly lab: LabSaved;
}

export const pack = (lab: LabSaved, journal: string): Buffer =>
  serialize({ format, shape: shapeOf(lab), journal, lab } satisfies Stored);

/** @throws LabRefused when another version of the lab wrote it */
export function unpack(bytes: Buffer, now: LabSaved): { readonly lab: LabSaved; readonly journal: string } {
  let stored: Stored | undefined;
  try {
    stored = deserialize(bytes) as Stored;
  } catch {
    throw new LabRefused('this is no stored state of a lab');
  }
  if (stored?.format !== format || JSON.stringify(stored.shape) !== JSON.stringify(shapeOf(now)))
    throw new LabRefused('the state was stored by another version of the lab; begin with another folder');
  return stored;
}

/** Further shops have the shape of their system's first. */
const shapeOf = (lab: LabSaved): Stored['shape'] =>
  Object.fromEntries(
    Object.entries(lab.systems)
      .filter(([name]) => !lab.shops.some((one) => `${one.system}-${one.shop}` === name))
      .map(([name, state]) => [name, Object.keys(state ?? {}).sort()]),
  );

const ending = '.snapshot';

function checkName(name: string): void {
  if (!/^[\w.-]{1,60}$/.test(name) || name.startsWith('.'))
    throw new LabRefused('the name of a snapshot is 1 to 60 letters, digits, - _ or .');
}

const missing = (name: string, known: readonly string[]) =>
  new LabRefused(`there is no snapshot "${name}"; known: ${known.join(' ') || 'none'}`);

/** Snapshots of a lab without a folder: they end with it. */
export function snapshotsInMemory(now: () => number): Snapshots {
  const kept = new Map<string, { readonly at: number; readonly bytes: Buffer }>();
  return {
    write(name, bytes) {
      checkName(name);
      kept.set(name, { at: now(), bytes });
    },
    read(name) {
      const found = kept.get(name);
      if (!found) throw missing(name, [...kept.keys()]);
      return found.bytes;
    },
    remove(name) {
      if (!kept.delete(name)) throw missing(name, [...kept.keys()]);
    },
    list: () => [...kept].map(([name, { at, bytes }]) => ({ name, at, bytes: bytes.length })),
  };
}

export function snapshotsIn(folder: string): Snapshots {
  const file = (name: string) => join(folder, `${name}${ending}`);
  const list = () =>
    readdirSync(folder)
      .filter((one) => one.endsWith(ending))
      .map((one) => ({ name: one.slice(0, -ending.length), ...statSync(join(folder, one)) }))
      .map(({ name, mtimeMs, size }) => ({ name, at: Math.round(mtimeMs), bytes: size }));
  const known = (name: string) => {
    const names = list().map((one) => one.name);
    if (!names.includes(name)) throw missing(name, names);
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    write(name, bytes) {
      checkName(name);
      replaceFile(file(name), bytes);
    },
    read(name) {
      known(name);
      return readFileSync(file(name));
    },
    remove(name) {
      known(name);
      rmSync(file(name));
    },
    list,
  };
}

/** The old file or the new one, never a part. */
export function replaceFile(file: string, bytes: Buffer | string): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, bytes, { mode: 0o600 });
  renameSync(draft, file);
}
