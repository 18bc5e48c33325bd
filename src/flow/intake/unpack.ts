import { posix } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { sniff } from '../../layout/rows/sniff.ts';
import { type Limits, readZip, refuse, unzip, ZipDamage, type ZipMember, zipKind } from '../../layout/rows/zip.ts';

export interface Unpacked {
  /** Files in the order of the archive. `name` = path inside it with `/`, NFC. */
  readonly members: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Members that were not taken out, each with its reason; the others are good. */
  readonly problems: readonly Problem[];
}

/** Is this a zip of files, to be unpacked first? (A workbook is a zip too, but a table by itself.) Broken zips count. */
export async function isArchive(bytes: Uint8Array, limits: Limits): Promise<boolean> {
  return sniff(bytes.subarray(0, 4096)) === 'zip' && zipKind(await readZip(bytes, limits)) === 'archive';
}

/**
 * Takes the files out of a dropped zip. What operating systems and Excel leave behind (`__MACOSX`, `.DS_Store`, `~$…`)
 * is passed over. Throws `Unreadable` when the archive as a whole is broken, a bomb, or holds no file.
 */
export async function unpack(bytes: Uint8Array, limits: Limits): Promise<Unpacked> {
  const members: { name: string; bytes: Uint8Array }[] = [];
  const problems: Problem[] = [];
  const names = new Set<string>();
  const entries = await readZip(bytes, limits);
  for (const [index, entry] of entries.entries()) {
    if (entry.folder || isLitter(entry.name)) continue;
    const refusal = refusalOf(entry, index + 1, names);
    if (refusal) {
      problems.push(refusal);
      continue;
    }
    names.add(sameName(entry.name));
    const content = await take(entry, limits);
    if ('code' in content) problems.push(content);
    else members.push({ name: entry.name, bytes: content });
  }
  if (members.length === 0 && problems.length === 0) throw refuse('zip-empty');
  return { members, problems };
}

const litter = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

function isLitter(name: string): boolean {
  const base = posix.basename(name);
  return (
    name.startsWith('__MACOSX/') || base.startsWith('~$') || base.startsWith('._') || litter.has(base.toLowerCase())
  );
}

/** Names that Windows and macOS cannot keep apart are the same name. */
const sameName = (name: string) => name.toLowerCase();

function refusalOf(entry: ZipMember, no: number, names: ReadonlySet<string>): Problem | undefined {
  const { name, method } = entry;
  if (name === '') return problem('member-bad-name', { no });
  const steps = name.split('/');
  const outside = name.startsWith('/') || /^[A-Za-z]:/.test(name) || steps.includes('..') || name.includes('\0');
  if (outside || entry.link) return problem('member-bad-path', { member: name });
  if (names.has(sameName(name))) return problem('member-same-name', { member: name });
  if (entry.encrypted) return problem('member-encrypted', { member: name });
  if (method !== 0 && method !== 8) return problem('member-method', { member: name, method });
  return undefined;
}

async function take(entry: ZipMember, limits: Limits): Promise<Uint8Array | Problem> {
  try {
    const bytes = await unzip(entry);
    if (await isNested(bytes, limits)) return problem('member-nested', { member: entry.name });
    return bytes;
  } catch (error) {
    if (error instanceof ZipDamage) return problem('member-broken', { member: entry.name });
    throw error;
  }
}

/** An archive in the archive. A workbook is none, and what looks like a zip but is broken is left to its reader. */
async function isNested(bytes: Uint8Array, limits: Limits): Promise<boolean> {
  try {
    return await isArchive(bytes, limits);
  } catch {
    return false;
  }
}

const problem = (code: SentenceCode, args: SentenceArgs): Problem => ({ code, kind: 'fix', place: {}, args });
