import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amazonReport } from './amazon-report.ts';
import { b2Rows } from './issued-data.ts';
import { until } from './programs.ts';

/** Drops an order report into the inbox of a watched workspace, waits for the B2 file and returns the numbers in its rows. */
export async function dropAndWait(workspace: string): Promise<string[]> {
  const numbers = ['250-0000009-0000001', '250-0000009-0000002'];
  const aside = join(workspace, '.report.txt');
  writeFileSync(aside, amazonReport(numbers.map((number) => ({ 'order-id': number }))));
  renameSync(aside, join(workspace, 'inbox', 'report.txt'));
  const files = () =>
    readdirSync(join(workspace, 'outbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /b2-.*\.csv$/.test(name),
    );
  await until(() => files().length > 0, 40_000);
  return files().flatMap((name) => b2Rows(readFileSync(join(workspace, 'outbox', name))).map((row) => row[0]!));
}
