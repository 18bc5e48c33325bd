import { beforeAll, describe, expect, test } from 'vitest';
import { learnTable, sumOf, tableInDocs } from '../support/learn-table.ts';
import { type Example, examples, score } from '../support/measure-learn.ts';

let all: readonly Example[];
let refused: readonly { name: string; code: string }[];
beforeAll(async () => {
  ({ examples: all, refused } = await examples());
});

describe('learning a layout from every order file and header list of the project', () => {
  test('maps no column wrong without asking', () => {
    expect(all.flatMap((one) => score(one).wrong.map((column) => `${one.name}: ${column}`))).toEqual([]);
  });

  test('maps at least nine columns of ten right at once, and asks little', () => {
    expect(all.length).toBeGreaterThan(50);
    const { used, right, asked } = sumOf(all);
    expect(right / used).toBeGreaterThanOrEqual(0.9);
    expect(asked / used).toBeLessThanOrEqual(0.08);
  });

  test('leaves alone what no field takes', () => {
    const { others, othersLeft } = sumOf(all);
    expect(othersLeft / others).toBeGreaterThanOrEqual(0.9);
  });

  test('never takes the order number without it being the order number', () => {
    const numbers = all.flatMap(({ name, proposal, truth }) =>
      proposal.fields
        .filter((field) => field.path === 'order.number')
        .map((field) => [name, truth[field.columns[0]!]!.includes('order.number')]),
    );
    expect(numbers.filter(([, right]) => !right)).toEqual([]);
    expect(numbers.length).toBeGreaterThan(25);
  });

  test('takes no list of stock, goods or numbers for orders', () => {
    const kinds = refused.map(({ name }) => /\((.*)\)$/.exec(name)?.[1]).sort();
    expect(new Set(kinds)).toEqual(new Set(['goods', 'product', 'return-form', 'set', 'stock', 'waybill']));
    expect(refused.filter(({ code }) => code === '')).toEqual([]);
  });

  test('is as good as docs/layouts.md says (npx tsx test/support/learn-table.ts)', async () => {
    expect(tableInDocs()).toBe(await learnTable());
  });
});
