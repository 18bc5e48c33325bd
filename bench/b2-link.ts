import { advance } from '../src/flow/b2/advance.ts';
import { issueByApi } from '../src/flow/b2/issue-api.ts';
import { addResult } from '../src/flow/b2/results.ts';
import { intakeFile } from '../src/flow/intake/intake-file.ts';
import { amazonReport } from '../test/support/amazon-report.ts';
import { b2Bench } from '../test/support/b2.ts';
import { openScreen } from '../test/support/b2-screen.ts';
import { markdownTable } from './measure.ts';

const shipments = 1000;

/** A hand-over of 1,000 shipments to the lab's B2 Cloud, and their numbers back: our own work, without the time that the lab took. */
export async function benchB2Link(log: (line: string) => void): Promise<string> {
  const met = new Map<string, number>();
  const bench = await b2Bench({ at: (point) => void met.set(point, performance.now()) });
  try {
    const rows = Array.from({ length: shipments }, (_, no) => ({
      'order-id': `250-0000001-${String(no).padStart(7, '0')}`,
    }));
    await intakeFile(bench.ctx, { name: 'orders.txt', bytes: amazonReport(rows), shop: 'amazon', layout: '' });
    const waybills = bench.ctx.carrier!()!.connection.waybills!;
    let theirs = 0;
    const real = waybills.handOver.bind(waybills);
    Object.assign(waybills, {
      handOver: async (...given: Parameters<typeof real>) => {
        const start = performance.now();
        const answer = await real(...given);
        theirs = performance.now() - start;
        return answer;
      },
    });
    let start = performance.now();
    const { handOvers } = await issueByApi(bench.ctx, {});
    const handOver = performance.now() - start - theirs;
    const [one] = handOvers;
    const printed = await (await openScreen(one!.address)).print(undefined, false);
    await addResult(bench.ctx, one!.id, new URL(printed.notify).searchParams.get('_RXID')!);
    start = performance.now();
    const advanced = await advance(bench.ctx, one!.id);
    const whole = performance.now() - start;
    if (advanced?.registered.length !== shipments) throw new Error('not every number came back');
    const registering = met.get('b2:registered')! - met.get('b2:kept')!;
    const table: [string, number, string][] = [
      ['hand over 1,000 shipments (decide, render, commit, record; without B2)', handOver, '≤ 3000'],
      ['register 1,000 numbers', registering, '≤ 1000'],
      ['fetch the result, register, write the file for the marketplace', whole, ''],
    ];
    for (const [name, ms] of table) log(`${name}: ${ms.toFixed(0)} ms`);
    return markdownTable(
      ['what', 'ms', 'goal'],
      table.map(([name, ms, goal]) => [name, ms.toFixed(0), goal]),
    );
  } finally {
    await bench.close();
  }
}
