/**
 * Amazon at the speed that Amazon allows, against the lab on a clock that only waiting turns: 5,000 ship notices one by one
 * and as a feed, and a pull of 10,000 orders. `npm run bench -- notify`. Goals: virtual time ≤ 1.1 × the bound of the
 * limits, no answer 429; pull ≥ 500 orders/s of our own work (the lab's work is in it, too).
 */

import { type Lab, startLab } from '../mocks/server.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../src/config/layout-files.ts';
import { amazon } from '../src/connectors/amazon/index.ts';
import { rates } from '../src/connectors/amazon/rates.ts';
import { memoryBudgets, memoryKept } from '../src/connectors/budgets.ts';
import type { Connection, NoticeOf } from '../src/connectors/contract.ts';
import { createHttp } from '../src/connectors/http.ts';
import { createRedact } from '../src/connectors/redact.ts';
import { openDocument } from '../src/layout/document.ts';
import { loadLayouts } from '../src/layout/load.ts';
import { loadMasters } from '../src/layout/masters.ts';
import { readTable } from '../src/layout/read.ts';
import { openTable } from '../src/layout/rows/open.ts';
import { markdownTable } from './measure.ts';

interface Bench {
  readonly lab: Lab;
  readonly connection: (more?: Record<string, unknown>) => Connection;
  /** Virtual milliseconds that passed. */
  readonly passed: () => number;
  readonly turn: (ms: number) => void;
  readonly refused: () => number;
}

const shipments = 5000;
const pulled = 10_000;

async function start(orders: number): Promise<Bench> {
  const lab = await startLab({ seed: { orders } });
  lab.clock.freeze();
  const begun = lab.clock.now();
  let refused = 0;
  const now = () => Temporal.Instant.fromEpochMilliseconds(lab.clock.now());
  const { credentials } = lab.systems.amazon;
  const http = createHttp({
    now,
    sleep: async (ms) => lab.clock.turn(Math.ceil(ms)),
    budgets: memoryBudgets(now),
    redact: createRedact(),
    onCall: ({ status }) => {
      if (status === 429) refused++;
    },
  });
  const urls: Record<string, string> = { api: lab.systems.amazon.api, lwa: lab.systems.amazon.lwa };
  const secrets: Record<string, string> = { secret: credentials.clientSecret, refresh: credentials.refreshToken };
  return {
    lab,
    connection: (more = {}) =>
      amazon.open(
        amazon.settings.parse({
          'seller-id': credentials.sellerId,
          lwa: {
            'client-id': credentials.clientId,
            'client-secret': { env: 'secret' },
            'refresh-token': { env: 'refresh' },
          },
          ...more,
        }),
        { http, now, baseUrl: (system) => urls[system]!, secret: (name) => secrets[name]!, kept: memoryKept() },
      ),
    passed: () => lab.clock.now() - begun,
    turn: (ms) => lab.clock.turn(ms),
    refused: () => refused,
  };
}

async function noticesOf({ lab }: Bench): Promise<NoticeOf<'ship'>[]> {
  const answer = await fetch(`${lab.control}/holdings/amazon`);
  const { orders } = (await answer.json()) as {
    orders: {
      orderId: string;
      status: string;
      fulfilledBy: string;
      lines: { orderItemId: string; quantity: number }[];
    }[];
  };
  const open = orders.filter((order) => order.status === 'UNSHIPPED' && order.fulfilledBy === 'MERCHANT');
  if (open.length < shipments) throw new Error(`only ${open.length} orders to ship`);
  return open.slice(0, shipments).map(({ orderId, lines }, index) => ({
    id: orderId,
    kind: 'ship',
    orderNumber: orderId,
    ship: {
      parcel: 1,
      parcels: 1,
      items: lines.map((line) => ({ line: line.orderItemId, quantity: line.quantity })),
      shipDate: '2026-11-20',
      carrierCode: 'YAMATO',
      carrierName: 'ヤマト運輸',
      shipMethod: '宅急便',
      trackingNumber: String(400_000_000_000 + index),
      collect: false,
    },
  }));
}

async function oneByOne(): Promise<string[]> {
  const bench = await start(6000);
  const notices = await noticesOf(bench);
  const wall = performance.now();
  const before = bench.passed();
  const outcomes = await bench.connection({ 'feed-from': 100_000 }).tell!.ship!(notices);
  const seconds = (bench.passed() - before) / 1000;
  const { perSecond, burst } = rates.confirmShipment;
  const bound = (shipments - burst) / perSecond;
  return row(
    `${shipments} one by one`,
    bench,
    outcomes.filter((one) => one.kind === 'done').length,
    seconds,
    bound,
    wall,
  );
}

async function asFeed(): Promise<string[]> {
  const bench = await start(6000);
  const notices = await noticesOf(bench);
  const wall = performance.now();
  const before = bench.passed();
  const connection = bench.connection();
  const told = await connection.tell!.ship!(notices);
  const handle = told[0]!.handle!;
  let outcomes = (await connection.collect!([handle]))[0]!;
  while (outcomes.some((one) => one.kind === 'pending')) {
    bench.turn(5000);
    outcomes = (await connection.collect!([handle]))[0]!;
  }
  // The lab lets a feed wait a minute and works on it for another.
  const seconds = (bench.passed() - before) / 1000;
  return row(
    `${shipments} as one feed`,
    bench,
    outcomes.filter((one) => one.kind === 'done').length,
    seconds,
    120,
    wall,
  );
}

async function row(
  what: string,
  bench: Bench,
  done: number,
  seconds: number,
  bound: number,
  wall: number,
): Promise<string[]> {
  if (done !== shipments) throw new Error(`${what}: only ${done} were told`);
  const refused = bench.refused();
  await bench.lab.close();
  const took = ((performance.now() - wall) / 1000).toFixed(1);
  return [what, `${seconds.toFixed(0)} s`, `${bound} s`, (seconds / bound).toFixed(3), String(refused), `${took} s`];
}

async function pull(): Promise<string> {
  const files = readLayoutFiles(standardLayoutsFolder());
  const { masters } = loadMasters(files.masters);
  const { layouts } = loadLayouts(files.layouts, masters);
  const limits = { unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
  const bench = await start(pulled);
  const wall = performance.now();
  let orders = 0;
  for await (const page of bench.connection().pullOrders!({ cursor: '', from: '2000-01-01T00:00:00Z' })) {
    const { bytes, name } = page.document;
    const opened = await openDocument((form) => openTable(bytes, name, form, limits), [layouts.read.get(page.layout)!]);
    if ('problem' in opened) throw new Error(opened.problem.code);
    orders += readTable(opened, { masters, today: '2026-11-21' }).orders.length;
  }
  const seconds = (performance.now() - wall) / 1000;
  const hours = bench.passed() / 3_600_000;
  const refused = bench.refused();
  await bench.lab.close();
  return `Pull of ${orders} orders with the lab in the same process: ${Math.round(orders / seconds)} orders/s (goal ≥ 500), ${refused} × 429, ${hours.toFixed(1)} h by the limit of \`searchOrders\`.`;
}

export async function benchNotify(log: (line: string) => void): Promise<string> {
  const rows = [await oneByOne(), await asFeed()];
  for (const cells of rows) log(cells.join(' · '));
  const said = await pull();
  log(said);
  const head = ['what', 'virtual time', 'bound of the limits', 'ratio (goal ≤ 1.1)', '429 (goal 0)', 'real time'];
  return `${markdownTable(head, rows)}\n\n${said}`;
}
