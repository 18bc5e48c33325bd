import type { Problem } from '../../src/core/problem.ts';
import { type Table, Unreadable } from '../../src/layout/rows/row.ts';

/** Everything a table gives: texts of each row, and the codes of its problems and notes. */
export function readAll(table: Table): { texts: string[][]; numbers: number[]; codes: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const texts: string[][] = [];
  const numbers: number[] = [];
  for (const row of table.rows((problem) => problems.push(problem))) {
    texts.push(Array.from({ length: row.size }, (_, i) => row.text(i)));
    numbers.push(row.no);
  }
  return { texts, numbers, codes: problems.map((problem) => problem.code), problems };
}

/** The problem that makes `work` refuse a file. */
export async function refusal(work: () => unknown): Promise<Problem> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
  throw new Error('the file was not refused');
}

export const limits = { unpackedBytes: 50_000_000, ratio: 200, lineBytes: 1_000_000 };
