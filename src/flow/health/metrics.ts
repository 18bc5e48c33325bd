import type { Registry } from 'prom-client';
import type { ShipmentState } from '../../core/shipment.ts';
import type { NoticeState, RunRecord } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** What a process measures of itself, and of the store when it is asked. */
export interface Metrics {
  /** A run ended. */
  ran(run: RunRecord): void;
  /** Prometheus' text format; `type` is its media type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

const openStates: readonly ShipmentState[] = ['held', 'backordered', 'ready', 'issuing', 'issued'];
const openNotices: readonly NoticeState[] = ['due', 'sending', 'pending', 'unsure', 'asking', 'failed'];
/** Counting ends here: what is asked for every few seconds must cost the same whatever lies there. */
const most = 10_000;
/** Seconds: most runs are quick, a first pull takes minutes. */
const buckets = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];

/**
 * Metrics of one process under the prefix `b2_bridge_`: its runs by job, shop and result, how long they took, what became of their items,
 * what is open in the store, and Node's own. Labels are names of `bridge.yaml`; nothing of orders or people. What is open is counted by
 * indexes, up to 10,000 of each.
 */
export async function collectMetrics(ctx: Context): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry: NewRegistry } = await import('prom-client');
  const register: Registry = new NewRegistry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const name = (what: string) => `b2_bridge_${what}`;
  const runs = new Counter({
    name: name('runs_total'),
    help: 'Runs of jobs that ended.',
    labelNames: ['job', 'shop', 'result'],
    registers,
  });
  const seconds = new Histogram({
    name: name('run_seconds'),
    help: 'How long runs of jobs took, by the business clock.',
    labelNames: ['job'],
    buckets,
    registers,
  });
  const items = new Counter({
    name: name('run_items_total'),
    help: 'What became of the items of runs.',
    labelNames: ['job', 'kind'],
    registers,
  });
  const last = new Gauge({
    name: name('last_run_timestamp_seconds'),
    help: 'When a run of a job ended last.',
    labelNames: ['job', 'shop'],
    registers,
  });
  const gauge = (what: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>) =>
    new Gauge({
      name: name(what),
      help,
      labelNames: [label],
      registers,
      async collect() {
        this.reset();
        for (const [value, count] of await read()) this.set({ [label]: value }, count);
      },
    });
  const { store } = ctx;
  gauge('shipments', `Open shipments by state, ${most} at most.`, 'state', () =>
    store.countShipments(openStates, most),
  );
  gauge('holds', `Open holds by reason, ${most} at most.`, 'reason', () => store.countHolds(most));
  gauge('notices', `Notices to marketplaces that are not told, by state, ${most} at most.`, 'state', () =>
    store.countNotices(openNotices, most),
  );
  gauge(
    'halted_shops',
    'Shops that stand still until an administrator acts.',
    'shop',
    async () => new Map((await store.halts()).map((one) => [one.shop, 1])),
  );
  gauge('waiting_files', 'Files that are decided and not written yet.', 'purpose', async () => {
    const { rows } = await store.listOutbox({ stages: ['intended', 'staged'] }, { limit: 1000 });
    return new Map([...Map.groupBy(rows, (row) => row.purpose)].map(([purpose, some]) => [purpose, some.length]));
  });
  return {
    ran({ job, shop, result, startedAt, finishedAt, items: ofRun }) {
      const ended = Temporal.Instant.from(finishedAt ?? startedAt).epochMilliseconds;
      runs.inc({ job, shop, result });
      seconds.observe({ job }, Math.max(0, ended - Temporal.Instant.from(startedAt).epochMilliseconds) / 1000);
      last.set({ job, shop }, ended / 1000);
      for (const { kind } of ofRun) items.inc({ job, kind });
    },
    text: async () => ({ type: register.contentType, body: await register.metrics() }),
  };
}
