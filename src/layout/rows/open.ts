import type { Problem } from '../../core/problem.ts';
import { openCsv } from './csv-read.ts';
import { openJson } from './json.ts';
import { oleKind } from './ole.ts';
import { type ReadForm, type ReadLimits, type Table, Unreadable } from './row.ts';
import { sniff } from './sniff.ts';
import { openWorkbook } from './xlsx.ts';
import { readZip, refuse, zipKind } from './zip.ts';

/**
 * Opens a dropped file as a table, whatever its name says: the content decides, and when name and content differ this is
 * said in a note. `name` = file name as it was dropped; it stands in the place of every problem. JSON is only read when
 * the form asks for it. Throws `Unreadable` for everything that is no table, with the reason and what to do.
 */
export async function openTable(bytes: Uint8Array, name: string, form: ReadForm, limits: ReadLimits): Promise<Table> {
  try {
    const table = await openByContent(bytes, form, limits);
    return named(table, name, nameNote(name, table.facts.format));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Unreadable(inFile(error.problem, name));
  }
}

async function openByContent(bytes: Uint8Array, form: ReadForm, limits: ReadLimits): Promise<Table> {
  switch (sniff(bytes.subarray(0, 4096))) {
    case 'zip':
      return openZipped(bytes, form, limits);
    case 'ole':
      throw refuse(...oleReason(bytes));
    case 'html':
      throw refuse('file-html');
    default:
      // openCsv refuses what is no text, and says what it is.
      return form.format === 'json' ? openJson(bytes, form) : openCsv([bytes], form, limits);
  }
}

async function openZipped(bytes: Uint8Array, form: ReadForm, limits: ReadLimits): Promise<Table> {
  const members = await readZip(bytes, limits);
  const kind = zipKind(members);
  switch (kind) {
    case 'xlsx':
      return openWorkbook(members, form);
    case 'xlsb':
      throw refuse('file-xlsb');
    case 'archive':
      throw refuse('file-archive');
    default:
      throw refuse('file-office', {
        what: { ods: 'OpenDocument', numbers: 'Numbers', word: 'Word・PowerPoint' }[kind],
      });
  }
}

function oleReason(bytes: Uint8Array): Parameters<typeof refuse> {
  const kind = oleKind(bytes);
  if (kind === 'password') return ['file-password'];
  return kind === 'xls' ? ['file-xls'] : ['file-office', { what: 'Office' }];
}

/** The note when the name promises another kind of file. */
function nameNote(name: string, format: Table['facts']['format']): Problem | undefined {
  const extension = /\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? '';
  const isBookName = /^\.xl/.test(extension);
  if (format === 'xlsx' && /^\.(csv|tsv|txt|xls|xlsb|json)$/.test(extension)) {
    return { code: 'really-xlsx', kind: 'done', place: {}, args: { extension } };
  }
  if (format !== 'xlsx' && isBookName) return { code: 'really-text', kind: 'done', place: {}, args: { extension } };
  return undefined;
}

const inFile = (problem: Problem, file: string): Problem => ({ ...problem, place: { file, ...problem.place } });

function named(table: Table, name: string, note: Problem | undefined): Table {
  return {
    facts: table.facts,
    *rows(onProblem) {
      if (note) onProblem(inFile(note, name));
      try {
        yield* table.rows((problem, row) => onProblem(inFile(problem, name), row));
      } catch (error) {
        throw error instanceof Unreadable ? new Unreadable(inFile(error.problem, name)) : error;
      }
    },
  };
}
