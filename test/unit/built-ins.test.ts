import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carefulDefaults } from '../../src/config/add-shop.ts';
import { loadConfig } from '../../src/config/load.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { builtIns } from '../../src/flow/desk/rules/list.ts';
import { lettingThrough } from '../support/cli.ts';
import { openDesk, row } from '../support/desk.ts';

/* Built-in rules: which are on where nothing is said, in a new workspace and in the sample; each can be switched off. */

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-built-ins-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const sample = readFileSync('bridge.yaml', 'utf8');
/** By setting, whether a shop of these settings has it on. */
const switches = (settings: string, shop = 'amazon') => {
  const { config } = loadConfig(root, {}, undefined, settings);
  return Object.fromEntries(
    builtIns(config).flatMap((one) => (one.setting ? [[one.setting, one.on.includes(shop)]] : [])),
  );
};
const off = (settings: Record<string, boolean>) => Object.keys(settings).filter((key) => !settings[key]);

describe('X3: built-in rules', () => {
  it('are on where nothing is said, but for the guard of shops that run already', () => {
    expect(off(switches('shops: { amazon: {} }'))).toEqual(['go-live', 'unknown-products', 'dependent-characters']);
    expect(switches('shops: { ecforce: {} }', 'ecforce')['unknown-products']).toBe(true);
  });

  it('are all on in a new workspace; the sample lets orders through', () => {
    expect(off(switches(carefulDefaults(sample)))).toEqual(['dependent-characters']);
    expect(off(switches(sample))).toEqual([
      'go-live',
      'unknown-products',
      'double-purchase',
      'dependent-characters',
      'remarks',
    ]);
    expect(off(switches(lettingThrough(carefulDefaults(sample))))).toEqual(off(switches(sample)));
  });

  it('can be switched off, each by its own word', () => {
    for (const key of Object.keys(switches('shops: { amazon: {} }'))) {
      const word = key === 'blank-ship-to' ? 'orderer' : 'allow';
      expect([key, switches(`defaults: { ${key}: ${word} }\nshops: { amazon: {} }`)[key]]).toEqual([key, false]);
      // And a shop has the last word.
      const on = switches(`defaults: { ${key}: ${word} }\nshops: { amazon: { ${key}: ${onWord(key)} } }`);
      expect([key, on[key]]).toEqual([key, true]);
    }
  });

  it('have a row each in docs/rules.md, with a test that exists', () => {
    const docs = readFileSync('docs/rules.md', 'utf8');
    const rows = [...docs.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|.*\| `([^`]+\.test\.ts)` \|$/gm)];
    const documented = rows.flatMap(([, keys = '']) => keys.replaceAll('`', '').split(', '));
    expect(documented.sort()).toEqual(Object.keys(switches('shops: { amazon: {} }')).sort());
    for (const [, , file = ''] of rows) expect([file, existsSync(join('test', file))]).toEqual([file, true]);
  });

  it('the same number with other contents: a person looks, or the newer content counts', async () => {
    for (const sameNumber of ['hold', 'allow'] as const) {
      const desk = await openDesk({ switches: { sameNumber } });
      try {
        await desk.report([row(1, 1)]);
        await desk.report([row(1, 1, { 'ship-address-1': '千代田8-8-8' })]);
        expect(await desk.states()).toEqual([`250-0000001-0000001_1 ${sameNumber === 'hold' ? 'held' : 'ready'}`]);
        if (sameNumber === 'hold') await clearHold(desk.ctx, '250-0000001-0000001', '見た', '花子');
        await desk.issueAndNumber();
        // After the label it is said in any case.
        await desk.report([row(1, 1, { 'ship-address-1': '千代田7-7-7' })]);
        const [one] = await desk.ctx.store.shipments({ numbers: ['250-0000001-0000001'] });
        expect(one?.holds.filter((hold) => !hold.cleared).map((hold) => hold.code)).toEqual(['changed-after-issue']);
        expect(one?.shipment.consignee.address.street).toContain('8-8-8');
      } finally {
        await desk.close();
      }
    }
  });
});

const onWord = (key: string): string =>
  key === 'high-cod-amount' ? '100000' : key === 'double-purchase' ? '3' : 'hold';
