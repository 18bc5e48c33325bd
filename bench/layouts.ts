import { readLayoutFiles, standardLayoutsFolder } from '../src/config/layout-files.ts';
import { openDocument } from '../src/layout/document.ts';
import { loadLayouts } from '../src/layout/load.ts';
import { loadMasters } from '../src/layout/masters.ts';
import { readTable } from '../src/layout/read.ts';
import { openTable } from '../src/layout/rows/open.ts';
import { compileWrite } from '../src/layout/write.ts';
import { markdownTable, median } from './measure.ts';
import { amazonReport } from './orders.ts';

const rows = 60_000;
const limits = { unpackedBytes: 1e9, ratio: 1000, lineBytes: 1e6 };

/** The layout engine alone, in this process: loading, an Amazon report to orders, orders to B2 rows. Medians of 5 runs. */
export async function benchLayouts(log: (line: string) => void): Promise<string> {
  const files = readLayoutFiles(standardLayoutsFolder());
  const { masters } = loadMasters(files.masters);
  const times: Record<'load' | 'read' | 'render', number[]> = { load: [], read: [], render: [] };
  const report = amazonReport(rows);
  let orders = 0;
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const { layouts } = loadLayouts(files.layouts, masters);
    times.load.push(performance.now() - start);
    const reading = performance.now();
    const opened = await openDocument(
      (form) => openTable(report, 'report.txt', form, limits),
      [...layouts.read.values()],
    );
    if ('problem' in opened) throw new Error(opened.problem.code);
    const read = readTable(opened, { masters, today: '2026-11-21' });
    times.read.push(performance.now() - reading);
    orders = read.orders.length;
    const write = compileWrite(layouts.write.get('b2-csv')!, masters);
    const rendering = performance.now();
    for (const { order } of read.orders) {
      const { consignee } = order.destinations[0]!;
      const shipment = {
        customerNo: `${order.number}_1`,
        service: 'prepaid',
        cool: 'normal',
        packages: 1,
        itemName1: '茶',
      };
      write.render({ today: '2026-11-21', order, shipment, consignee, orderer: order.orderer });
    }
    times.render.push(performance.now() - rendering);
  }
  const perSecond = (count: number, milliseconds: number[]) => Math.round((count / median(milliseconds)) * 1000);
  const lines = [
    ['load and check all standard layouts', `${median(times.load).toFixed(0)} ms`, ''],
    [`Amazon report, ${rows} rows of 32 columns → orders`, `${perSecond(rows, times.read)} rows/s`, '≥ 60,000'],
    ['orders → B2 rows of 95 columns', `${perSecond(orders, times.render)} rows/s`, ''],
  ];
  for (const [what, measured] of lines) log(`${what}: ${measured}`);
  return markdownTable(['what', 'measured', 'goal'], lines);
}
