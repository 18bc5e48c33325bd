import { refuse, type ZipMember } from '../zip.ts';
import { type NumberFormat, readFormat } from './format.ts';
import { isTrue, walkXml } from './xml.ts';

export interface SheetEntry {
  readonly name: string;
  readonly visible: boolean;
  readonly part: ZipMember;
}

/** What a workbook says about itself, before any sheet is read. */
export interface Book {
  /** Worksheets in their order (chart, dialog and macro sheets left out). */
  readonly sheets: readonly SheetEntry[];
  readonly date1904: boolean;
  readonly strings: ZipMember | undefined;
  /** Number format by the style number of a cell. */
  readonly formats: readonly NumberFormat[];
}

/** Reads the workbook's own parts. Throws `Unreadable` when one is missing or damaged. */
export async function readBook(members: readonly ZipMember[]): Promise<Book> {
  const parts = new Map(members.map((member) => [member.name.toLowerCase(), member]));
  const part = (path: string) => parts.get(path.toLowerCase());
  const root = await readRelations(part('_rels/.rels'), '');
  const path = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = part(path);
  if (!workbook) throw refuse('workbook-broken', { part: path });
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = await readRelations(part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder);
  const target = (type: string) => part(relations.find((relation) => relation.type === type)?.target ?? '');

  const listed: { name: string; visible: boolean; id: string }[] = [];
  let date1904 = false;
  await walkXml(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904);
      else if (name === 'sheet') {
        const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1] ?? '';
        const visible = attributes.state !== 'hidden' && attributes.state !== 'veryHidden';
        listed.push({ name: attributes.name ?? '', visible, id });
      }
    },
  });
  const sheets: SheetEntry[] = [];
  for (const { name, visible, id } of listed) {
    const relation = relations.find((one) => one.id === id) ?? onlySheet(listed, relations, id);
    if (relation && relation.type !== 'worksheet') continue;
    const sheet = relation && part(relation.target);
    if (!sheet) throw refuse('workbook-sheet-lost', { sheet: name });
    sheets.push({ name, visible, part: sheet });
  }
  return { sheets, date1904, strings: target('sharedStrings'), formats: await readFormats(target('styles')) };
}

/** A sheet whose relation is left blank: which part it is is certain only when there is one of each. */
function onlySheet(listed: readonly unknown[], relations: readonly Relation[], id: string): Relation | undefined {
  const sheets = relations.filter((one) => one.type === 'worksheet');
  return id === '' && listed.length === 1 && sheets.length === 1 ? sheets[0] : undefined;
}

interface Relation {
  readonly id: string;
  /** Last word of the relation's address: the transitional and the strict standard differ only before it. */
  readonly type: string;
  readonly target: string;
}

async function readRelations(part: ZipMember | undefined, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (!part) return relations;
  await walkXml(part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolve(folder, Target) });
    },
  });
  return relations;
}

/** `worksheets/sheet1.xml` seen from `xl/` → `xl/worksheets/sheet1.xml`; a leading `/` means the archive's root. */
function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readFormats(part: ZipMember | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  if (!part) return formats;
  let inCells = false;
  await walkXml(part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(readFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
