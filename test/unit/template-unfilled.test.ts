import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { isTemplate } from '../../src/text/template.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* A sample or a form that somebody drops as it is has no orders in it. */

const samples = join(import.meta.dirname, '../../samples');
let desk: Desk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

test.each(['受注シート.csv', 'Yahoo注文.csv', 'ecforce受注.csv', 'ショップサーブ受注.csv', 'BASE発送.csv'])(
  'no order of %s comes in before its tokens are filled',
  async (name) => {
    desk = await openDesk();
    const bytes = readFileSync(join(samples, name));
    const layouts = {
      'Yahoo注文.csv': 'yahoo-orders',
      'ecforce受注.csv': 'ecforce-orders',
      'BASE発送.csv': 'base-shipping',
    };
    const layout =
      (layouts as Record<string, string>)[name] ?? (name.startsWith('受注') ? 'order-sheet' : 'shopserve-orders');
    const [document] = await intakeFile(desk.ctx, { name, bytes, shop: 'amazon', layout });
    const found = document!.problems.filter((one) => one.code === 'template-unfilled' && one.kind === 'fix');
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]!.sentence).toMatch(/差し込み記号「.*\{.+\}.*」/);
    expect(await desk.ctx.store.orders({})).toEqual([]);
  },
);

describe('a place of a template', () => {
  test.each([
    '{yymmdd}',
    'S{yymmdd}-01',
    '{day+3}',
    '{{ order.number }}',
    '{注文番号}',
    '$'.concat('{name}'),
    '<%= name %>',
    '#{name}',
    '%%NAME%%',
  ])('%s is one', (text) => expect(isTemplate(text)).toBe(true));
  test.each(['A-{1}', '{"a":"b"}', '100%', '{}', 'お名前{刺しゅう}入り', '50% OFF {限定}', 'a{b', '①{2個}セット', ''])(
    '%s is not',
    (text) => expect(isTemplate(text)).toBe(false),
  );
  test('in a number one is enough', () => {
    expect(isTemplate('B-{order_no}-1', true)).toBe(true);
    expect(isTemplate('B-{1}-1', true)).toBe(false);
  });
});
