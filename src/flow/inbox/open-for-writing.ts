import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/**
 * Whether some program has a file open for writing, as far as that can be known: on Linux by the kernel's own lists (`/proc/PID/fd`,
 * proc(5), trust A) of the processes that this user may look at. Elsewhere, and for writers on other machines, `false`; on Windows a
 * program that writes mostly keeps others from reading, which is noticed when the file is read.
 *
 * The lists are kept for a moment, so that thousands of files that were dropped together do not each read them.
 */
export function openForWriting(proc = '/proc', now: () => number = () => performance.now()) {
  let handles: ReadonlyMap<string, readonly string[]> = new Map();
  let validUntil = Number.NEGATIVE_INFINITY;
  return (path: string): boolean => {
    if (now() >= validUntil) {
      const begin = now();
      handles = openHandles(proc);
      // At most a tenth of the time goes into looking.
      validUntil = now() + Math.max(keptFor, 10 * (now() - begin));
    }
    const found = handles.get(nameOf(path)) ?? [];
    return found.some((handle) => isSameFile(handle, path) && isWriting(handle));
  };
}

/** How long a look counts, ms: shorter than any quiet time. */
const keptFor = 40;

/** Handles of all processes on files, by the file's name: other name spaces see other folders. */
function openHandles(proc: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pid of entriesOf(proc)) {
    if (!/^\d+$/.test(pid)) continue;
    for (const fd of entriesOf(`${proc}/${pid}/fd`)) {
      const handle = `${proc}/${pid}/fd/${fd}`;
      const target = orNothing(() => readlinkSync(handle)) ?? '';
      if (!target.startsWith('/') || /^\/(dev|proc|sys)\//.test(target)) continue;
      const name = nameOf(target);
      const known = found.get(name);
      if (known) known.push(handle);
      else found.set(name, [handle]);
    }
  }
  return found;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const entriesOf = (folder: string): readonly string[] => orNothing(() => readdirSync(folder)) ?? [];

function isSameFile(handle: string, path: string): boolean {
  const [one, other] = [handle, path].map((at) => orNothing(() => statSync(at)));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/** The open flags, octal; the last two bits are 0 for reading only. */
function isWriting(handle: string): boolean {
  const info = orNothing(() => readFileSync(handle.replace(/\/fd\/(\d+)$/, '/fdinfo/$1'), 'utf8')) ?? '';
  const flags = /^flags:\s*([0-7]+)/m.exec(info)?.[1] ?? '0';
  return (Number.parseInt(flags, 8) & 3) !== 0;
}

/** Processes end and handles close while they are looked at, and those of other users are not shown. */
function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
