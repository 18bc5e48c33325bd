import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { LabSaved } from '../lab.ts';
import { LabRefused } from '../system.ts';

/** Snapshots by name, each the whole lab as bytes. */
export interface Snapshots {
  write(name: string, bytes: Buffer): void;
  /** @throws LabRefused when there is none */
  read(name: string): { readonly bytes: Buffer; readonly file: string };
  remove(name: string): void;
  /** `at`: when it was taken, epoch ms of this machine. */
  list(): readonly { readonly name: string; readonly at: number; readonly bytes: number }[];
}

/** Raised when a stored state, or a line of a journal, means something else than it did. */
const format = 2;

interface Stored {
  /** Members of each system's state: a lab of another version has others, and must not read them as its own. */
  readonly shape: Readonly<Record<string, readonly string[]>>;
  readonly journal: string;
  readonly lab: LabSaved;
}

/** The first line of a file, readable without the rest. */
interface Head {
  readonly lab: 'b2-bridge';
  readonly format: number;
  readonly bytes: number;
  readonly crc: number;
}

/** A stored state: a line of JSON that says what follows, then the state. */
export function pack(lab: LabSaved, journal: string): Buffer {
  const body = serialize({ shape: shapeOf(lab), journal, lab } satisfies Stored);
  const head: Head = { lab: 'b2-bridge', format, bytes: body.length, crc: crc32(body) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
}

/**
 * @param file for the words
 * @throws LabRefused when another version of the lab wrote it, or when it is damaged
 */
export function unpack(bytes: Buffer, now: LabSaved, file: string): Omit<Stored, 'shape'> {
  const end = bytes.subarray(0, 300).indexOf(10);
  const head = headOf(end < 0 ? '' : bytes.toString('latin1', 0, end));
  // States of the first format had no first line.
  if (!head && bytes[0] === 0xff) throw otherVersion(file, 'an older');
  if (head?.lab !== 'b2-bridge') throw new LabRefused(`${file} is no stored state of a lab`);
  if (head.format !== format) throw otherVersion(file, (head.format ?? 0) > format ? 'a newer' : 'an older');
  const body = bytes.subarray(end + 1);
  if (body.length !== head.bytes)
    throw new LabRefused(`${file} is damaged: ${body.length} bytes of ${head.bytes} are there`);
  if (crc32(body) !== head.crc) throw new LabRefused(`${file} is damaged: its bytes were changed`);
  const stored = deserialize(body) as Stored;
  if (JSON.stringify(stored.shape) !== JSON.stringify(shapeOf(now))) throw otherVersion(file, 'another');
  return stored;
}

const otherVersion = (file: string, which: string): LabRefused =>
  new LabRefused(
    `${file} was stored by ${which} version of the lab, which goes on with it; this one needs another folder`,
  );

function headOf(line: string): Partial<Head> | undefined {
  try {
    return JSON.parse(line) as Partial<Head>;
  } catch {
    return undefined;
  }
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
      return { bytes: found.bytes, file: `snapshot ${name}` };
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
      return { bytes: readFileSync(file(name)), file: file(name) };
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
