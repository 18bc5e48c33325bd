import { StoreRefused } from '../../store/refused.ts';
import { StaleWrite } from '../../store/types.ts';
import { codeOf, isDiskError } from './disk.ts';

/**
 * Errors of the database, the disk or the network that may pass by themselves (design: `retry`); everything else is a bug.
 * PostgreSQL: classes 08 connection, 40 rollback, 53 resources, 55P03 lock, 57P shutdown, 58 system; SQLite: 5 busy,
 * 6 locked, 10 I/O, 13 full, 14 cannot open (their documented codes; A).
 */
export function isTemporary(error: unknown): boolean {
  if (error instanceof StaleWrite || isDiskError(error)) return true;
  if (error instanceof StoreRefused) return error.code === 'database-busy' || error.code === 'database-failed';
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === 'ERR_SQLITE_ERROR')
    return 'errcode' in error && [5, 6, 10, 13, 14].includes(Number(error.errcode) & 0xff);
  if (/^(08|40|53|57P|58)[0-9A-Z]*$|^55P03$/.test(code)) return true;
  return /^E(CONN|TIMEDOUT|HOST|NET|PIPE|AI_)/.test(code) || error.message.startsWith('Connection terminated');
}

/** Kind of an error and the place in the code, for the developer. Never its message: that may hold a customer's data. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frame = /\n\s+at (?:.*\()?(?:file:\/\/)?[^\n]*?([^\\/\n]+:\d+):\d+\)?/.exec(error.stack ?? '')?.[1] ?? '';
  return [error.name, codeOf(error), frame].filter((part) => part !== '').join(' ');
}
