import { type Lab, type LabOptions, startLab } from '../../mocks/server.ts';
import { memoryBudgets, memoryKept } from '../../src/connectors/budgets.ts';
import type { Connection, Connector, Io } from '../../src/connectors/contract.ts';
import { createHttp } from '../../src/connectors/http.ts';
import { createRedact } from '../../src/connectors/redact.ts';

/** A lab whose clock stands still unless somebody waits: waiting turns it, so hours of rate limits pass at once. */
export interface Stand {
  readonly lab: Lab;
  now(): Temporal.Instant;
  /** All that was waited for, ms. */
  waited(): number;
  turn(ms: number): void;
  setClock(instant: string): void;
  control(path: string, body?: unknown): Promise<unknown>;
  holdings(system: string): Promise<Holdings>;
  requests(): Promise<LoggedCall[]>;
  fault(system: string, operation: string, kind: string, more?: Record<string, unknown>): Promise<void>;
  /** A new connection, as a new process would open it; secrets may be changed by name. */
  open<S>(connector: Connector<S>, settings: unknown, secrets: Readonly<Record<string, string>>): Connection;
  close(): Promise<void>;
}

export type Holdings = Record<string, Record<string, unknown>[]>;

export interface LoggedCall {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string>;
}

export async function startStand(
  seed: unknown = 'small',
  at = '2026-11-21T03:00:00Z',
  more: LabOptions['more'] = [],
): Promise<Stand> {
  const lab = await startLab({ seed: seed as 'small', more });
  const kept = memoryKept();
  lab.clock.freeze();
  const now = () => Temporal.Instant.fromEpochMilliseconds(lab.clock.now());
  let waited = 0;
  const sleep = async (ms: number) => {
    waited += ms;
    lab.clock.turn(Math.ceil(ms));
  };
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(lab.control + path, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  lab.clock.set(Temporal.Instant.from(at).epochMilliseconds);
  await control('/reset', { seed });
  return {
    lab,
    now,
    waited: () => waited,
    turn: (ms) => lab.clock.turn(ms),
    setClock: (instant) => lab.clock.set(Temporal.Instant.from(instant).epochMilliseconds),
    control,
    holdings: (system) => control(`/holdings/${system}`) as Promise<Holdings>,
    requests: () => control('/requests?limit=100000') as Promise<LoggedCall[]>,
    async fault(system, operation, kind, more = { count: 1 }) {
      await control('/faults', { system, operation, kind, ...more });
    },
    open(connector, settings, secrets) {
      const urls = lab.systems[connector.name as 'amazon'] as unknown as Record<string, string>;
      const io: Io = {
        http: createHttp({
          now,
          sleep,
          budgets: memoryBudgets(now),
          redact: createRedact(() => Object.values(secrets), connector.errorMembers),
        }),
        now,
        baseUrl: (system) => urls[system]!,
        secret: (name) => secrets[name] ?? '',
        kept,
      };
      return connector.open(connector.settings.parse(settings), io);
    },
    async close() {
      await lab.close();
      // A call must not go out over a connection that the lab has just cut: it might have arrived.
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
