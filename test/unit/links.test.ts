import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SettingsError } from '../../src/config/complaint.ts';
import { findLab, type LabAddress, labUrl, withLabAccount } from '../../src/config/endpoints.ts';
import type { Config, SecretPlace } from '../../src/config/types.ts';
import { memoryBudgets, memoryKept } from '../../src/connectors/budgets.ts';
import { CallFailed, type Connector, type Io } from '../../src/connectors/contract.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { openLinks, secretFrom } from '../../src/links.ts';
import { StoreRefused } from '../../src/store/refused.ts';
import { openSecrets } from '../../src/store/secrets.ts';
import { shop } from '../support/orders.ts';

const folder = mkdtempSync(join(tmpdir(), 'b2-bridge-links-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lab: LabAddress = {
  control: 'http://127.0.0.1:1/_lab',
  panel: 'http://127.0.0.1:1/_lab',
  mail: { smtp: '127.0.0.1:2', inbox: 'http://127.0.0.1:1/_lab/mail' },
  systems: {
    market: {
      api: 'http://127.0.0.1:1/market/api',
      lwa: 'http://127.0.0.1:1/market/lwa/auth/o2/token',
      credentials: { clientId: 'lab-client', clientSecret: 'lab-secret', sellerId: 'LAB' },
    },
  },
};
const settings = {
  'seller-id': 'REAL',
  lwa: { 'client-id': 'real-client', 'client-secret': { env: 'REAL_SECRET' }, other: { stored: 'other-secret' } },
  'page-size': 5,
  skus: ['a'],
};

/** Opens a shop with a connector that hands out what it was given. */
function open(live: boolean, where: LabAddress | undefined, practised: Readonly<Record<string, string>> = {}) {
  let io: Io | undefined;
  let given: unknown;
  const connector: Connector = {
    name: 'market',
    title: '試験モール',
    settings: z.unknown(),
    hosts: ['api.market.example'],
    urls: { api: 'https://api.market.example', lwa: 'https://login.market.example' },
    open: (own, tools) => {
      given = own;
      io = tools;
      return { probe: async () => ({ kind: 'done', code: 'shop-reachable' }) };
    },
  };
  const config = {
    shops: { s: shop({ name: 's', marketplace: 'market' }), files: shop({ name: 'files', marketplace: 'market' }) },
    apis: { s: { settings, live } },
  } as unknown as Config;
  const asked: SecretPlace[] = [];
  const places: string[] = [];
  const link = openLinks({
    config,
    connectors: { market: connector },
    now: Temporal.Now.instant,
    sleep: async () => {},
    budgets: memoryBudgets(Temporal.Now.instant),
    kept: (place) => {
      places.push(place);
      return memoryKept();
    },
    lab: where,
    secret: (place) => {
      if ('stored' in place && place.stored.startsWith('lab-')) return practised[place.stored] ?? '';
      asked.push(place);
      return `value of ${'env' in place ? place.env : place.stored}`;
    },
  });
  const opened = link('s');
  return { link, opened, io: io!, given, asked, places };
}

const refused = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome.code;
    throw error;
  }
  return 'allowed';
};

describe('a shop that is not live', () => {
  test('gets the addresses and the accounts of the lab, and its real secrets are never even looked up', () => {
    const { io, given, asked } = open(false, lab);
    expect(io.baseUrl('api')).toBe('http://127.0.0.1:1/market/api');
    expect(io.baseUrl('lwa')).toBe('http://127.0.0.1:1/market/lwa/auth/o2/token');
    expect(io.secret('REAL_SECRET')).toBe('lab-secret');
    expect(io.secret('other-secret')).toBe('');
    expect(asked).toEqual([]);
    expect(given).toEqual({
      ...settings,
      'seller-id': 'LAB',
      lwa: { ...settings.lwa, 'client-id': 'lab-client' },
    });
  });

  test('a key that was made anew in the lab is typed as its own, and only by a practising shop', () => {
    const typed = { 'lab-REAL_SECRET': 'made-anew' };
    const { io, asked } = open(false, lab, typed);
    expect([io.secret('REAL_SECRET'), asked]).toEqual(['made-anew', []]);
    expect(open(true, lab, typed).io.secret('REAL_SECRET')).toBe('value of REAL_SECRET');
  });

  test('reaches nothing outside this machine', async () => {
    const { io } = open(false, lab);
    for (const url of [
      'https://api.market.example/x',
      'http://10.0.0.1/',
      'http://127.0.0.1.market.example/',
      'http://localhost@market.example/',
    ]) {
      expect(await refused(() => io.http({ method: 'GET', url }))).toBe('lab-only');
    }
  });

  test('says that the lab is not running when there is none', async () => {
    const { io, asked } = open(false, undefined);
    expect(await refused(() => io.baseUrl('api'))).toBe('lab-not-running');
    expect(io.secret('REAL_SECRET')).not.toBe('');
    expect(asked).toEqual([]);
  });
});

describe('a live shop', () => {
  test('gets the real addresses and its own secrets, by name from where the settings say', () => {
    const { io, given, asked } = open(true, lab);
    expect(io.baseUrl('api')).toBe('https://api.market.example');
    expect(io.secret('REAL_SECRET')).toBe('value of REAL_SECRET');
    expect(io.secret('other-secret')).toBe('value of other-secret');
    expect(io.secret('somebody-elses')).toBe('');
    expect(given).toBe(settings);
    expect(asked).toEqual([{ env: 'REAL_SECRET' }, { stored: 'other-secret' }]);
  });

  test('speaks https only', async () => {
    const { io, places } = open(true, lab);
    expect(await refused(() => io.http({ method: 'GET', url: 'http://127.0.0.1:1/market' }))).toBe('live-not-https');
    // What it keeps is never the lab's.
    expect([...places, ...open(false, lab).places]).toEqual(['live s', 'lab s']);
  });
});

test('a connection is opened once; shops without an api block have none', () => {
  const { link, opened } = open(false, lab);
  expect(link('s')).toBe(opened);
  expect(link('files')).toBeUndefined();
  expect(link('nobody')).toBeUndefined();
});

describe('the address of a lab', () => {
  const data = folder;
  const file = join(folder, 'lab.json');
  test('is found in data/lab.json or where B2_BRIDGE_LAB says, and taken away by who wrote it', async () => {
    expect(await findLab(data, {})).toBeUndefined();
    const takeAway = writeLabFile(file, lab);
    expect(await findLab(data, {})).toEqual(lab);
    expect(await findLab('/nowhere', { B2_BRIDGE_LAB: file })).toEqual(lab);
    const other = writeLabFile(file, { ...lab, panel: 'http://127.0.0.1:9/_lab' });
    takeAway();
    expect((await findLab(data, {}))?.panel).toBe('http://127.0.0.1:9/_lab');
    other();
    expect(await findLab(data, {})).toBeUndefined();
  });

  test('that cannot be read, or is on another machine, is refused', async () => {
    const code = async (text: string) => {
      writeFileSync(file, text);
      try {
        await findLab(data, {});
        return 'found';
      } catch (error) {
        return (error as SettingsError).complaints[0]?.code;
      }
    };
    expect(await code('{')).toBe('lab-unreadable');
    expect(await code('{}')).toBe('lab-unreadable');
    const outside = { ...lab, systems: { market: { ...lab.systems.market, api: 'https://api.market.example' } } };
    expect(await code(JSON.stringify(outside))).toBe('lab-elsewhere');
    expect(await code(JSON.stringify(lab))).toBe('found');
    rmSync(file);
    for (const named of [file, 'https://lab.example/_lab', 'http://127.0.0.1:1/_lab'])
      await expect(findLab(data, { B2_BRIDGE_LAB: named })).rejects.toThrow(SettingsError);
  });

  test('names only systems that it has', () => {
    expect(labUrl(lab, 'market', 'api')).toBe('http://127.0.0.1:1/market/api');
    expect(labUrl(lab, 'market', 'nothing')).toBeUndefined();
    expect(labUrl(lab, 'nobody', 'api')).toBeUndefined();
  });

  test('its accounts replace texts and secrets only', () => {
    const { settings: own, secrets } = withLabAccount(
      { sellerId: ['list'], seller: { id: 'kept' }, clientId: 7, clientSecret: { env: 'A' } },
      { sellerId: 'LAB', clientId: 'lab', clientSecret: 'x' },
    );
    expect(own).toEqual({ sellerId: ['list'], seller: { id: 'kept' }, clientId: 7, clientSecret: { env: 'A' } });
    expect([...secrets]).toEqual([['A', 'x']]);
  });
});

describe('sealed secrets', () => {
  const file = join(folder, 'secrets.json');
  const keys = (byte: number) => () => [Buffer.alloc(32, byte)] as const;

  test('are read back, listed and removed; the file shows nothing of them and only its owner may read it', () => {
    const secrets = openSecrets(file, keys(7));
    expect([secrets.names(), secrets.get('a')]).toEqual([[], undefined]);
    secrets.set('a', 'geheim-髙𠮷');
    secrets.set('b', 'second');
    secrets.set('a', 'geheim-2');
    expect([secrets.names(), secrets.get('a'), secrets.get('b')]).toEqual([['a', 'b'], 'geheim-2', 'second']);
    expect(readFileSync(file, 'latin1')).not.toContain('geheim');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([secrets.remove('a'), secrets.remove('a'), secrets.names()]).toEqual([true, false, ['b']]);
  });

  test('a box under another name, another key and a broken file are refused', () => {
    const secrets = openSecrets(file, keys(7));
    const boxes = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    writeFileSync(file, JSON.stringify({ ...boxes, moved: boxes.b }));
    expect(() => secrets.get('moved')).toThrow(StoreRefused);
    expect(() => openSecrets(file, keys(8)).get('b')).toThrow(StoreRefused);
    writeFileSync(file, 'x');
    expect(() => secrets.names()).toThrow(StoreRefused);
    expect(() => secrets.set('c', 'x')).toThrow(StoreRefused);
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  test('come from the environment or the sealed store, as the settings say', () => {
    const secret = secretFrom({ X: 'from env', Y: '' }, (name) => (name === 'X' ? 'from store' : undefined));
    expect([secret({ env: 'X' }), secret({ stored: 'X' }), secret({ env: 'Y' }), secret({ stored: 'Z' })]).toEqual([
      'from env',
      'from store',
      '',
      '',
    ]);
  });
});
