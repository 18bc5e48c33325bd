import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import type { LayoutSet, WriteColumn } from '../../src/layout/types.ts';

/** What is known of B2 Cloud's import template, by number: the layouts must say the same. */
interface Fact {
  readonly no: number;
  readonly header: string;
  readonly type: string;
  readonly max: number;
  readonly required: readonly string[];
  readonly needed: { readonly no: number; readonly is: readonly string[] } | null;
  readonly codes: readonly string[];
}

const list = (text = ''): string[] => (text === '' ? [] : text.split(','));
const facts: readonly Fact[] = readFileSync(new URL('./b2-layout.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [no, header = '', type = '', max, required, needed = '', codes] = row.split('\t');
    const [column, is] = needed.split('=');
    return {
      no: Number(no),
      header,
      type,
      max: Number(max),
      required: list(required),
      needed: needed === '' ? null : { no: Number(column), is: list(is) },
      codes: list(codes),
    };
  });
let layouts: LayoutSet;

beforeAll(() => {
  const files = readLayoutFiles(standardLayoutsFolder());
  layouts = loadLayouts(files.layouts, loadMasters(files.masters).masters).layouts;
});

test('the facts are those of 95 columns', () => {
  expect(facts.map((fact) => fact.no)).toEqual(Array.from({ length: 95 }, (_, index) => index + 1));
});

describe.each(['b2-csv', 'b2-csv-seller'])('%s', (name) => {
  const columns = (): readonly WriteColumn[] => layouts.write.get(name)!.columns;

  test('has the number, name, width, type, mandatory groups, conditions and codes of every column', () => {
    const said = columns().map(
      (column): Fact => ({
        no: column.no,
        header: column.name,
        type: column.type,
        max: column.width,
        required: column.requiredFor,
        needed: column.neededWith ?? null,
        codes: column.codes,
      }),
    );
    expect(said).toEqual(facts);
  });

  test('writes CP932 with CRLF, a header row and at most 1,000 rows a file, behind the rules of B2', () => {
    const { form, rules } = layouts.write.get(name)!;
    expect({ ...form, rules }).toMatchObject({
      format: 'csv',
      delimiter: ',',
      encoding: 'cp932',
      eol: 'crlf',
      header: true,
      preamble: [],
      rowsPerFile: 1000,
      rules: 'b2',
    });
  });

  test('leaves blank what B2 fills in or does not want', () => {
    for (const no of [4, 8, 17, 26, 56, 83, 84, 85, 86]) {
      const { from, join, value } = columns()[no - 1]!;
      expect([no, from ?? join ?? value]).toEqual([no, undefined]);
    }
  });
});

test('the two variants differ in the sender only', () => {
  const sources = (name: string) =>
    layouts.write
      .get(name)!
      .columns.map(({ no, from, join, as, map, overflow }) => ({ no, from, join, as, map, overflow }));
  const orderer = sources('b2-csv');
  const seller = sources('b2-csv-seller');
  const different = orderer.filter((column, index) => JSON.stringify(column) !== JSON.stringify(seller[index]));
  expect(different.map((column) => column.no)).toEqual([20, 22, 23, 24, 25]);
  expect(JSON.stringify(seller.slice(19, 25))).not.toContain('orderer');
});

describe.each(['b2-api', 'b2-api-seller'])('%s', (name) => {
  const columns = (): readonly WriteColumn[] => layouts.write.get(name)!.columns;

  test('says the same as the file by number: width, mandatory groups, conditions', () => {
    const said = columns()
      .slice(0, 95)
      .map(({ no, width, requiredFor, neededWith }) => [no, width, requiredFor, neededWith ?? null]);
    // Days are YYYYMMDD in JSON.
    expect(said).toEqual(
      facts.map((fact) => [fact.no, [5, 6].includes(fact.no) ? 8 : fact.max, fact.required, fact.needed]),
    );
  });

  test('takes every value from where the file takes it, but for the flags of the API', () => {
    const own = [96, 97, 98];
    const others = [7, 38, 48, 52, 55, 74];
    const file = layouts.write.get(name.replace('api', 'csv'))!.columns;
    for (const { no, from, join } of columns()) {
      if (own.includes(no) || others.includes(no)) continue;
      expect([no, from ?? join]).toEqual([no, file[no - 1]!.from ?? file[no - 1]!.join]);
    }
  });

  test('is JSON within the characters of the labels, behind the rules of B2', () => {
    const { form, rules } = layouts.write.get(name)!;
    expect({ ...form, rules }).toMatchObject({ format: 'json', encoding: 'cp932', rowsPerFile: 1000, rules: 'b2' });
  });
});
