import { writeFields } from '../core/fields.ts';
import type { Masters } from '../core/masters.ts';
import { width } from '../text/width.ts';
import { type Complain, checkRule, type Path } from './check-rule.ts';
import { type Complaint, didYouMean } from './complaint.ts';
import type { Lost } from './mend.ts';
import type { ColumnYaml, WriteYaml } from './schema.ts';

/** Numbers, sources, widths and references of a write layout. `lost`: parts that the grammar refused. */
export function checkWrite(yaml: WriteYaml, masters: Masters, complain: Complain, lost: Lost = new Set()): Complaint[] {
  const found: Complaint[] = [];
  const numbers = new Map<number, number>();
  yaml.columns.forEach((column, index) => {
    const first = numbers.get(column.no);
    if (first !== undefined)
      found.push(
        complain(
          ['columns', index, 'no'],
          `column number ${column.no} is there twice (also "${yaml.columns[first]!.name}")`,
        ),
      );
    else numbers.set(column.no, index);
  });
  const isWhole = !['no', 'columns', 'write', 'write.columns'].some((part) => lost.has(part));
  if (isWhole) found.push(...checkCount(yaml, [...numbers.keys()], complain));
  yaml.columns.forEach((column, index) => {
    const at = ['columns', index];
    if (yaml.write.format === 'json' && hasSource(column) && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(column.name))
      found.push(complain([...at, 'name'], `"${column.name}" cannot be the name of a JSON member`));
    found.push(...checkRule(column, at, yaml.write.takes === 'row' ? 'row' : 'write', masters, complain));
    if (yaml.write.takes !== 'row') found.push(...checkSources(column, at, complain));
    found.push(...checkValues(column, at, masters, complain));
    if (isWhole) found.push(...checkReferences(column, at, numbers, complain));
  });
  return found;
}

/** No holes, and nothing beyond the stated count. */
function checkCount(yaml: WriteYaml, numbers: readonly number[], complain: Complain): Complaint[] {
  const last = yaml.write.columns ?? Math.max(...numbers);
  const holes = Array.from({ length: last }, (_, index) => index + 1).filter((no) => !numbers.includes(no));
  const beyond = numbers.filter((no) => no > last || no < 1);
  return [
    ...(holes.length > 0 ? [complain(['columns'], `column numbers are missing: ${ranges(holes)}`)] : []),
    ...(beyond.length > 0 ? [complain(['columns'], `column numbers beyond ${last}: ${ranges(beyond)}`)] : []),
  ];
}

const hasSource = (column: ColumnYaml): boolean =>
  column.from !== undefined || column.join !== undefined || column.value !== undefined;

function checkSources(column: ColumnYaml, at: Path, complain: Complain): Complaint[] {
  return [...(column.from ?? []), ...(column.join ?? [])]
    .filter((source) => !(source in writeFields))
    .map((source) => complain(at, `unknown source "${source}"${didYouMean(source, Object.keys(writeFields))}`));
}

/** Every fixed or mapped value must fit the column and be one of its codes. */
function checkValues(column: ColumnYaml, at: Path, masters: Masters, complain: Complain): Complaint[] {
  const found: Complaint[] = [];
  const check = (value: string, where: Path, what: string) => {
    if (column.width > 0 && width(value) > column.width)
      found.push(complain(where, `${what} "${value}" is wider than the column (${width(value)} > ${column.width})`));
    if (value !== '' && column.codes.length > 0 && !column.codes.includes(value))
      found.push(complain(where, `${what} "${value}" is not one of the column's codes`));
  };
  if (column.value !== undefined) check(column.value, [...at, 'value'], 'value');
  if (column.map)
    for (const [word, value] of Object.entries(column.map)) check(value, [...at, 'map', word], 'mapped value');
  else if (column.dictionary)
    for (const value of masters.dictionaries[column.dictionary]?.values() ?? [])
      check(value, [...at, 'dictionary'], 'dictionary value');
  return found;
}

function checkReferences(
  column: ColumnYaml,
  at: Path,
  numbers: ReadonlyMap<number, number>,
  complain: Complain,
): Complaint[] {
  const found: Complaint[] = [];
  if (column.overflow !== 0) {
    const fault = !numbers.has(column.overflow)
      ? 'which is not there'
      : column.overflow <= column.no
        ? 'which does not stand behind it'
        : '';
    if (fault !== '') found.push(complain([...at, 'overflow'], `overflow goes to column ${column.overflow}, ${fault}`));
    if (column.width === 0 && column.as !== 'b2-address')
      found.push(complain([...at, 'overflow'], 'overflow needs a width'));
  }
  const needed = column['needed-with'];
  if (needed && !numbers.has(needed.no))
    found.push(complain([...at, 'needed-with'], `needed-with names column ${needed.no}, which is not there`));
  for (const group of column['required-for'])
    if (!['T', 'M', 'P', 'N', 'always'].includes(group))
      found.push(complain([...at, 'required-for'], `unknown slip-type group "${group}" (T, M, P, N, always)`));
  return found;
}

function ranges(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end > i ? `${sorted[i]}-${sorted[end]}` : `${sorted[i]}`);
    i = end + 1;
  }
  return parts.join(', ');
}
