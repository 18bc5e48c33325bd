import type { IntakeDocument } from '../flow/types.ts';
import type { RunRecord } from '../store/types.ts';

/** JSON lines for those who watch several machines: what happened, in numbers and codes. */
export interface JsonLog {
  ran(run: RunRecord): void;
  took(document: IntakeDocument): void;
  event(name: string, details?: Readonly<Record<string, string | number>>): void;
  broke(error: unknown): void;
}

/**
 * One JSON object a line on stdout, by pino. No personal data: codes, counts, names of `bridge.yaml`; neither file names (people put
 * customers' names there) nor order numbers, nor the text of an error, which may hold a value.
 */
export async function openJsonLog(name: string, to: { write(line: string): void } = process.stdout): Promise<JsonLog> {
  const { pino } = await import('pino');
  const log = pino({ base: { name, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    ran({ id, job, shop, result, counts, items, startedAt, finishedAt, startedBy }) {
      const kinds: Record<string, number> = {};
      const codes: Record<string, number> = {};
      for (const { kind, code } of items) {
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        if (kind !== 'done') codes[code] = (codes[code] ?? 0) + 1;
      }
      const by = (startedBy ?? '').split(' ')[0];
      const seconds = secondsBetween(startedAt, finishedAt ?? startedAt);
      const level =
        result === 'failed' || 'halt' in kinds || 'bug' in kinds ? 'error' : 'fix' in kinds ? 'warn' : 'info';
      log[level]({ event: 'run', run: id, job, shop, result, seconds, by, counts, kinds, codes });
    },
    took({ shop, layout, orders, registered, refused, seenBefore, problems, held }) {
      const codes: Record<string, number> = {};
      for (const { code } of problems) codes[code] = (codes[code] ?? 0) + 1;
      const details = { shop, layout, orders, registered, refused, seenBefore, held: held.length, codes };
      log[refused ? 'warn' : 'info']({ event: 'document', ...details });
    },
    event: (event, details = {}) => log.info({ event, ...details }),
    broke(error) {
      const known = error instanceof Error;
      // Where it broke, without its message.
      const at = known ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
      log.error({
        event: 'bug',
        error: known ? error.name : typeof error,
        at: at.map((line) => line.trim()).slice(0, 20),
      });
    },
  };
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 1000;
