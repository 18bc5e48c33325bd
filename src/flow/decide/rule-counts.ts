import { addDays, japanDay } from '../../core/time.ts';
import type { Reads, Writes } from '../../store/types.ts';

const mark = 'rule:';
/** Days of which the numbers are kept. */
const kept = 30;

/** What a rule did lately. */
export interface RuleCount {
  /** ISO instant at which it last began to apply to an order. */
  readonly last: string;
  /** Orders to which it began to apply within the last 30 days of Japan. */
  readonly orders: number;
}

interface Kept {
  readonly last: string;
  readonly days: Readonly<Record<string, number>>;
}

/**
 * Counts orders to which rules began to apply, in the transaction that says so: one row a rule, read and written once, however many orders
 * there are. So `rules list` reads no history.
 *
 * @param matched the rules of each order that have not applied to it before
 */
export async function countMatches(
  tx: Pick<Writes, 'cursor' | 'setCursor'>,
  now: Temporal.Instant,
  matched: readonly (readonly string[])[],
): Promise<void> {
  const counts = new Map<string, number>();
  for (const name of matched.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [day, at] = [japanDay(now), now.toString()];
  const oldest = addDays(day, 1 - kept);
  for (const [name, count] of counts) {
    const { days } = read(await tx.cursor('', mark + name));
    const recent = Object.entries(days).filter(([one]) => one >= oldest);
    const value: Kept = { last: at, days: { ...Object.fromEntries(recent), [day]: (days[day] ?? 0) + count } };
    await tx.setCursor('', mark + name, JSON.stringify(value), at);
  }
}

/** By name of the rule; one that never applied is not there. Costs the rules that ever did. */
export async function ruleCounts(
  reads: Pick<Reads, 'cursorsOf'>,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, RuleCount>> {
  const oldest = addDays(japanDay(now), 1 - kept);
  return new Map(
    (await reads.cursorsOf(mark)).map(({ job, cursor }): [string, RuleCount] => {
      const { last, days } = read(cursor);
      const orders = Object.entries(days).reduce((sum, [day, count]) => sum + (day >= oldest ? count : 0), 0);
      return [job.slice(mark.length), { last, orders }];
    }),
  );
}

const read = (text: string): Kept => (text === '' ? { last: '', days: {} } : (JSON.parse(text) as Kept));
