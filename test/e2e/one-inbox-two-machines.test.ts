import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli, startCli } from '../support/cli.ts';
import { b2Rows } from '../support/issued-data.ts';
import { type Program, until } from '../support/programs.ts';
import { newStorePlace } from '../support/stores.ts';

/* Two machines with one inbox, one outbox and one PostgreSQL: one document, one winner, also when one dies or freezes. */

let folder: string;
let env: Readonly<Record<string, string>>;
const running: Program[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'b2-two-machines-'));
  for (const name of ['a', 'b']) await cli(['init', join(folder, name)]);
  const settings = join(folder, 'b', 'bridge.yaml');
  const text = readFileSync(settings, 'utf8')
    .replace(/^inbox: .*$/m, `inbox: ${join(folder, 'a', 'inbox')}`)
    .replace(/^outbox: .*$/m, `outbox: ${join(folder, 'a', 'outbox')}`);
  writeFileSync(settings, text);
  const { target } = await newStorePlace('postgres');
  const url = target.kind === 'postgres' ? target.url : '';
  env = { DATABASE_URL: url, B2_BRIDGE_KEY: Buffer.alloc(32, 7).toString('base64'), B2_BRIDGE_LEASE_MS: '5000' };
});
afterEach(async () => {
  for (const one of running.splice(0)) await kill(one);
  rmSync(folder, { recursive: true, force: true });
});

function start(name: 'a' | 'b') {
  const one = startCli(['start', '--no-lab', '-C', join(folder, name)], env);
  running.push(one);
  return one;
}

async function kill({ child, ended }: Program): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

let drops = 0;
function drop(count: number): void {
  for (let i = 0; i < count; i++) {
    const number = `250-7777777-${String(++drops).padStart(7, '0')}`;
    const aside = join(folder, `${number}.txt`);
    writeFileSync(aside, amazonReport([{ 'order-id': number }]));
    renameSync(aside, join(folder, 'a', 'inbox', `${number}.txt`));
  }
}

/** Order numbers in all B2 files, with what is there twice. */
const rows = (): string[] =>
  readdirSync(join(folder, 'a', 'outbox'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /b2-.*\.csv$/.test(name))
    .flatMap((name) => b2Rows(readFileSync(join(folder, 'a', 'outbox', name))).map((row) => row[0]!));

async function allOnce(): Promise<void> {
  await until(() => rows().length >= drops, 60_000);
  expect(new Set(rows()).size).toBe(drops);
  expect(rows()).toHaveLength(drops);
}

test('one watches and the other follows it when it dies or freezes; whoever wakes up stands by', async () => {
  const a = start('a');
  await a.saying('見張っています', 60_000);
  const b = start('b');
  await b.saying('このパソコンは待機し', 60_000);
  drop(5);
  await allOnce();

  await kill(a);
  await b.saying('見張りを引き継ぎました', 60_000);
  drop(5);
  await allOnce();

  const again = start('a');
  await again.saying('このパソコンは待機し', 60_000);
  b.child.kill('SIGSTOP');
  await again.saying('見張りを引き継ぎました', 60_000);
  drop(5);
  await allOnce();
  b.child.kill('SIGCONT');
  drop(5);
  await b.saying('別の b2-bridge に引き継がれました', 60_000);
  await allOnce();
  const left = readdirSync(join(folder, 'a', 'inbox'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.startsWith('_error') && name.endsWith('.txt'))).toEqual([]);
});
