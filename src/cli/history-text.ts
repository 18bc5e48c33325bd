import { fill, help } from '../core/sentences/help.ts';
import { historyEntry } from '../flow/desk/history.ts';
import type { JournalEntry } from '../store/types.ts';
import { japanTime } from './times.ts';

/**
 * One line of an order's history for people: when, who, what, which shipment, and what changed.
 *
 * @param names お客様管理番号 by shipment id: notices are about ids
 */
export function historyLine(entry: JournalEntry, names: ReadonlyMap<string, string>): string {
  const { at, actor, what, shipment, details, note } = historyEntry(entry, names);
  const parts = [japanTime(at), actor, what, shipment, ...details];
  return parts.filter((part) => part !== '').join(' ') + (note === '' ? '' : fill(help.order.noted, { note }));
}
