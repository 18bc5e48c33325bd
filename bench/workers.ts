import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openBridge } from '../src/app.ts';
import { intakeFile } from '../src/flow/intake/index.ts';
import { issueShipments } from '../src/flow/issue/index.ts';
import { notifyShop } from '../src/flow/notify/index.ts';
import type { Context } from '../src/flow/types.ts';
import { issuedData, trackingNumber } from '../test/support/issued-data.ts';
import { type PostgresServer, startPostgres } from '../test/support/postgres-server.ts';
import { cli, markdownTable, measureProcess, median } from './measure.ts';

/** Ship notices of all shops together, shops, and how many jobs a worker does side by side. */
const wanted = Number(process.env.WORKERS_NOTICES ?? 10_000);
const shops = Number(process.env.WORKERS_SHOPS ?? 16);
const concurrency = Number(process.env.WORKERS_CONCURRENCY ?? 4);
/** How long the lab thinks about each confirmation, ms; several are measured one after another. */
const delays = (process.env.WORKERS_DELAY ?? '0,50').split(',').map(Number);
/** Runs with one and with two workers, in turns. */
const rounds = Number(process.env.WORKERS_RUNS ?? 3);

const names = Array.from({ length: shops }, (_, index) => `shop-${index}`);
/** One seller each, so that none waits for the rate of another; at the lab they are one account. */
const settings = [
  'defaults: { issue: manual, billing: { customer-code: "000000000000", freight-no: "01" }, default-method: yamato }',
  'jobs: { pull: { cron: "0 0 1 1 *" }, restock: { cron: "0 0 1 1 *" }, notify: { every: 1m } }',
  'shops:',
  ...names.map(
    (name, index) =>
      `  ${name}: { title: 店 ${index}, marketplace: amazon, layouts: { read: [amazon-orders-v2026] }, api: { seller-id: A0SAMPLE${index}, ` +
      'feed-from: 100000, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } } }',
  ),
  '',
].join('\n');

interface Lab {
  readonly control: string;
  post(path: string, body: unknown): Promise<unknown>;
}

/** One run: how long it took from the first notice that was told to the last, and what everybody's processor did meanwhile. */
interface Drained {
  readonly perSecond: number;
  readonly cores: Readonly<Record<'workers' | 'lab' | 'postgres', number>>;
}

/**
 * How much faster two workers on one PostgreSQL drain ship notices of several shops than one, at a lab without limits. Lab, PostgreSQL
 * and workers share the machine: the processor time of each stands beside the rate.
 */
export async function benchWorkers(log: (line: string) => void): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  const postgres = await startPostgres();
  const children: ChildProcess[] = [];
  try {
    measureProcess(process.execPath, [...cli, 'init', root]);
    writeFileSync(join(root, 'bridge.yaml'), settings);
    const seed = Math.ceil(wanted * 1.4);
    const running = spawn(process.execPath, [...cli, 'lab', '--seed', String(seed), '--json', '-C', root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(running);
    const [line] = (await once(createInterface(running.stdout!), 'line')) as [string];
    const { control } = JSON.parse(line) as { control: string };
    const lab: Lab = {
      control,
      async post(path, body) {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${control}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
        return answer.json();
      },
    };
    const start = await prepare(root, postgres, lab);
    log(`${start.notices} notices of ${shops} shops are due`);
    const rows: string[][] = [];
    for (const delay of delays) {
      const found: Record<1 | 2, Drained[]> = { 1: [], 2: [] };
      for (let round = 0; round < rounds; round++) {
        for (const count of [1, 2] as const) {
          const drained = await drain({ root, lab, labPid: running.pid!, postgres, start, delay, seed }, count);
          const { workers, lab: ofLab, postgres: ofPostgres } = drained.cores;
          log(
            `answers after ${delay} ms, ${count} worker(s): ${drained.perSecond.toFixed(0)}/s; cores: workers ${workers.toFixed(2)}, lab ${ofLab.toFixed(2)}, PostgreSQL ${ofPostgres.toFixed(2)}`,
          );
          found[count].push(drained);
        }
      }
      rows.push(rowOf(delay, found));
    }
    const table = markdownTable(
      [
        'the lab answers after',
        'one worker',
        'two workers',
        'ratio (goal ≥ 1.7)',
        'cores in use with two: workers, lab, PostgreSQL',
      ],
      rows,
    );
    return `${start.notices} ship notices of ${shops} shops, \`--concurrency ${concurrency}\`, medians of ${rounds} runs in turns; each order was told once in every run.\n\n${table}`;
  } finally {
    for (const child of children) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await postgres.stop();
    for (const folder of [root, keptBeside(root)]) rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(delay: number, found: Record<1 | 2, readonly Drained[]>): string[] {
  const rate = (count: 1 | 2) => median(found[count].map((one) => one.perSecond));
  const ratio = median(found[2].map((two, round) => two.perSecond / found[1][round]!.perSecond));
  const cores = (['workers', 'lab', 'postgres'] as const).map((who) =>
    median(found[2].map((one) => one.cores[who])).toFixed(2),
  );
  return [`${delay} ms`, `${rate(1).toFixed(0)}/s`, `${rate(2).toFixed(0)}/s`, ratio.toFixed(2), cores.join(', ')];
}

interface Start {
  /** The database as it was before anything was told, and the workspace's data folder of that time. */
  readonly template: string;
  readonly data: string;
  readonly notices: number;
}

/** Orders of every shop with a number each, and their ship notices reserved. */
async function prepare(root: string, postgres: PostgresServer, lab: Lab): Promise<Start> {
  await noLimits(lab, 0);
  const template = await postgres.newDatabase();
  const bridge = await openBridge(root, { env: environment(template) });
  const { context: ctx } = bridge;
  await shareOut(ctx);
  let index = 0;
  for (const shop of names) {
    await issueShipments(ctx, { shop });
    const shipments = await ctx.store.shipments({ shop, states: ['issuing'] });
    const rows = shipments.map(({ shipment }) => ({
      customerNo: shipment.customerNo,
      number: trackingNumber(index++),
    }));
    await intakeFile(ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
    await notifyShop(ctx, shop);
  }
  const due = await ctx.store.notices({ states: ['due'] });
  const later = due.map((one) => one.notBefore).reduce((a, b) => (a > b ? a : b));
  await bridge.close();
  await lab.post('/clock', { to: Temporal.Instant.from(later).add({ minutes: 1 }).toString() });
  const data = join(root, 'data');
  const kept = keptBeside(root);
  cpSync(data, kept, { recursive: true });
  return { template, data: kept, notices: due.length };
}

/** Where the workspace's data folder is kept as it was before anything was told. */
const keptBeside = (root: string): string => `${root}-data`;

/** The pages of the one account at the lab, cut into as many shops. */
async function shareOut(ctx: Context): Promise<void> {
  const pull = ctx.link!(names[0]!)!.connection.pullOrders!;
  const from = ctx
    .now()
    .subtract({ hours: 24 * 60 })
    .toString();
  let taken = 0;
  for await (const { document, layout } of pull({ cursor: '', from })) {
    const body = JSON.parse(Buffer.from(document.bytes).toString('utf8')) as { orders: { orderStatus?: string }[] };
    const room = Math.max(0, Math.ceil(wanted * 1.02) - taken);
    const orders = body.orders.slice(0, room);
    for (const [turn, shop] of names.entries()) {
      const own = orders.filter((_, index) => index % shops === turn);
      if (own.length === 0) continue;
      const bytes = Buffer.from(JSON.stringify({ ...body, orders: own }));
      await intakeFile(ctx, { name: `${shop}-${document.name}`, bytes, shop, layout });
    }
    taken += orders.length;
    if (room === 0) return;
  }
}

interface Place {
  readonly root: string;
  readonly lab: Lab;
  readonly labPid: number;
  readonly postgres: PostgresServer;
  readonly start: Start;
  readonly delay: number;
  readonly seed: number;
}

async function drain({ root, lab, labPid, postgres, start, delay, seed }: Place, count: number): Promise<Drained> {
  await lab.post('/reset', { seed });
  await noLimits(lab, delay);
  const url = await copyOf(postgres, start.template);
  cpSync(start.data, join(root, 'data'), { recursive: true });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const told = async () =>
    Number((await client.query("select count(*) as n from notices where state = 'told'")).rows[0].n);
  const workers = Array.from({ length: count }, () =>
    spawn(process.execPath, [...cli, 'worker', '--concurrency', String(concurrency), '-C', root], {
      env: { ...process.env, ...environment(url) },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  try {
    // Measured once everybody is at work, to the moment from which fewer shops are left than could be done side by side.
    const [low, high] = [start.notices * 0.1, start.notices * 0.8];
    const reach = async (mark: number) => {
      for (let now = await told(); ; now = await told()) {
        if (now >= mark) return { told: now, at: performance.now(), cpu: processors(workers, labPid, postgres) };
        await sleep(100);
      }
    };
    const [from, to] = [await reach(low), await reach(high)];
    await reach(start.notices);
    const seconds = (to.at - from.at) / 1000;
    const cores = (who: keyof Drained['cores']) => (to.cpu[who] - from.cpu[who]) / seconds;
    await eachOnce(lab, start.notices);
    return {
      perSecond: (to.told - from.told) / seconds,
      cores: { workers: cores('workers'), lab: cores('lab'), postgres: cores('postgres') },
    };
  } finally {
    await client.end();
    for (const worker of workers) {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
  }
}

/** Nothing twice, nothing lost: the lab's own ledger. */
async function eachOnce(lab: Lab, notices: number): Promise<void> {
  const answer = await fetch(`${lab.control}/holdings/amazon`);
  const { confirmations } = (await answer.json()) as { confirmations: { orderId: string }[] };
  const orders = new Set(confirmations.map((one) => one.orderId));
  if (confirmations.length !== notices || orders.size !== notices)
    throw new Error(`${notices} notices, ${confirmations.length} confirmations of ${orders.size} orders`);
}

async function noLimits(lab: Lab, delay: number): Promise<void> {
  for (const operation of ['confirmShipment', 'searchOrders'])
    await lab.post('/systems/amazon/set-limit', { operation, perSecond: '100000', burst: '100000' });
  const fault = { system: 'amazon', operation: 'confirmShipment', kind: 'delay', count: 1e9, delayMs: delay };
  if (delay > 0) await lab.post('/faults', fault);
}

async function copyOf(postgres: PostgresServer, template: string): Promise<string> {
  const url = await postgres.newDatabase();
  const name = (one: string) => new URL(one).pathname.slice(1);
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres') });
  await client.connect();
  await client.query(`drop database ${name(url)}`);
  await client.query(`create database ${name(url)} template ${name(template)}`);
  await client.end();
  return url;
}

const environment = (url: string): Readonly<Record<string, string>> => ({
  DATABASE_URL: url,
  B2_BRIDGE_KEY: Buffer.alloc(32, 7).toString('base64'),
});

/** Linux only: processor seconds used so far. */
function processors(workers: readonly ChildProcess[], labPid: number, postgres: PostgresServer) {
  return {
    workers: workers.map(({ pid }) => processorSeconds(pid!)).reduce((a, b) => a + b, 0),
    lab: processorSeconds(labPid),
    postgres: postgres
      .processes()
      .map(processorSeconds)
      .reduce((a, b) => a + b, 0),
  };
}

function processorSeconds(pid: number): number {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    // Own time and that of children that ended (connections of PostgreSQL).
    return (
      after
        .slice(11, 15)
        .map(Number)
        .reduce((a, b) => a + b, 0) / 100
    );
  } catch {
    return 0; // ended meanwhile
  }
}
