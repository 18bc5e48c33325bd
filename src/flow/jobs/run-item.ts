import type { Outcome } from '../../connectors/contract.ts';
import type { RunResult } from '../types.ts';

/** What became of one item, for the history. What went wrong keeps its evidence (redacted by the connector). */
export function runItem(key: string, { kind, code, args, evidence }: Outcome): RunResult['items'][number] {
  const isWorth = evidence !== undefined && kind !== 'done' && kind !== 'pending';
  return { key, kind, code, ...(args && { args }), ...(isWorth && { evidence }) };
}
