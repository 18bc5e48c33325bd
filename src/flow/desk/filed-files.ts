import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reportWord } from '../../core/sentences/file-report.ts';
import { listInbox } from '../inbox/index.ts';
import type { Context } from '../types.ts';

/** A file that lies in the inbox and was not taken yet. */
export interface WaitingFile {
  /** Folder under `inbox/`, '' = the inbox itself. */
  readonly folder: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** What became of a file that was dropped. */
export interface FiledFile {
  readonly name: string;
  /** Folder of the inbox where it ended: `_error` = nothing of it was taken. */
  readonly where: FiledWhere;
  /** First line of its report: 取り込みました …; '' = its report is not there. */
  readonly result: string;
  /** Shop, layout, counts: the report's lines of these. */
  readonly counts: readonly string[];
  /** Hashes of its documents. */
  readonly documents: readonly string[];
}

export type FiledWhere = '_done' | '_error';

const wheres: readonly FiledWhere[] = ['_error', '_done'];
const most = 100;

/** What lies in the inbox now, the oldest first, 100 at most. Costs what lies there. */
export async function waitingInInbox({ config }: Pick<Context, 'config'>): Promise<WaitingFile[]> {
  const { files } = await listInbox(config.inbox).catch(() => ({ files: [] }));
  return files.slice(0, most).map(({ folder, name, size }) => ({ folder, name, size }));
}

/**
 * Files that were taken or refused on one day of Japan, the refused ones first, then by name. Costs the names of that day and the reports of
 * the page.
 *
 * @param page.from index of the first one
 */
export async function filedOn(
  { config }: Pick<Context, 'config'>,
  day: string,
  page: { readonly from: number; readonly limit: number },
): Promise<{ readonly files: readonly FiledFile[]; readonly count: number }> {
  const found: { name: string; where: FiledWhere }[] = [];
  for (const where of wheres) for (const name of await namesOf(config.inbox, where, day)) found.push({ name, where });
  const files: FiledFile[] = [];
  for (const { name, where } of found.slice(page.from, page.from + page.limit)) {
    const text = await beginningOf(join(config.inbox, where, day, `${name}.txt`), reportStart);
    files.push({ name, where, ...readReport(text) });
  }
  return { files, count: found.length };
}

/** The report that lies beside a file, and the documents that it speaks of; undefined = there is none. */
export async function filedReport(
  { config }: Pick<Context, 'config'>,
  { where, day, name }: { readonly where: string; readonly day: string; readonly name: string },
): Promise<{ readonly text: string; readonly documents: readonly string[]; readonly isCut: boolean } | undefined> {
  const known = wheres.find((one) => one === where);
  // Only what the folder itself names: an address cannot lead out of it.
  if (!known || !(await namesOf(config.inbox, known, day)).includes(name)) return undefined;
  const text = await beginningOf(join(config.inbox, known, day, `${name}.txt`), reportWhole);
  if (text === '') return undefined;
  return { text, documents: readReport(text).documents, isCut: Buffer.byteLength(text) >= reportWhole };
}

async function namesOf(inbox: string, where: FiledWhere, day: string): Promise<string[]> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return [];
  const names = await readdir(join(inbox, where, day)).catch((): string[] => []);
  const all = new Set(names);
  // A report of a file of ours is no file of its own.
  return names.filter((name) => !name.startsWith('.') && !(name.endsWith('.txt') && all.has(name.slice(0, -4)))).sort();
}

/** Bytes of a report that tell how it went, and most that a page shows. */
const reportStart = 16 * 1024;
const reportWhole = 512 * 1024;

async function beginningOf(path: string, bytes: number): Promise<string> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await handle.close();
  }
}

function readReport(text: string): Pick<FiledFile, 'result' | 'counts' | 'documents'> {
  const lines = text.split('\r\n');
  const all = (label: 'result' | 'document') => {
    const start = `${reportWord(label)}：`;
    return lines.flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
  };
  const at = lines.indexOf(`■ ${reportWord('counts')}`);
  const after = at < 0 ? [] : lines.slice(at + 1);
  const end = after.indexOf('');
  const counts = (end < 0 ? after : after.slice(0, end)).map((line) => line.trim());
  return {
    result: all('result')[0] ?? '',
    counts,
    documents: all('document').filter((hash) => /^[0-9a-f]{64}$/.test(hash)),
  };
}
