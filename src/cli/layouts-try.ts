import { speak } from '../core/problem.ts';
import { fill, help } from '../core/sentences/help.ts';
import { checkLayout, checkShop } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, problemLine, warn } from './output.ts';

interface TryArgs extends JsonArgs {
  readonly file: string;
  readonly shop?: string;
  readonly layout?: string;
  readonly rows: number;
}

/** `layouts try FILE`: which layout fits, and what the first orders (or records) look like when read. Stores nothing. */
export async function tryFile({ C, file, shop, layout, rows, json }: TryArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { openDocument } = await import('../layout/document.ts');
  const { readTable } = await import('../layout/read.ts');
  const { openTable } = await import('../layout/rows/open.ts');
  const { japanDay } = await import('../core/time.ts');
  const { candidates } = await import('../flow/intake/index.ts');
  const { readInput } = await import('./read-input.ts');
  const { readOrderLines, readRecordLines } = await import('./try-text.ts');
  const workspace = loadWorkspace(C, process.env);
  const { limits } = workspace.config;
  const { name, bytes } = readInput(file, limits.fileBytes);
  const named = workspace.layouts.read.get(await checkLayout(workspace, 'read', layout));
  const fitting = named ? [named] : candidates(workspace, checkShop(workspace, shop));
  const opened = await openDocument((form) => openTable(bytes, name, form, limits), fitting);
  if ('problem' in opened) {
    const problem = speak(opened.problem);
    if (json) printJson({ file: name, layout: '', problems: [problem] });
    warn(problemLine(name, problem));
    return exitCodes.input;
  }
  const env = { masters: workspace.masters, today: japanDay(workspace.now()), file: name };
  const { orders, waybills, stock, products, goods, returnForms, problems, counts } = readTable(opened, env);
  const spoken = [...problems, ...orders.flatMap((one) => [...one.problems, ...one.notes])].map((one) => speak(one));
  const records = [...waybills, ...stock, ...products, ...goods, ...returnForms];
  const found = opened.match.layout;
  if (json) {
    printJson({
      file: name,
      layout: found.name,
      title: found.title,
      facts: opened.facts,
      counts,
      orders: orders.slice(0, rows).map(({ order, rows: at }) => ({ order, rows: at })),
      records: records.slice(0, rows),
      problems: spoken,
    });
  } else {
    print(fill(help.said.fits, { layout: `${found.title}（${found.name}）` }));
    print(`${opened.facts.format} ${opened.facts.encoding} ${opened.facts.eol}`);
    print(
      fill(help.said.read, {
        rows: counts.rows,
        orders: orders.length,
        records: records.length,
        problems: spoken.length,
      }),
    );
    for (const { order } of orders.slice(0, rows)) for (const line of readOrderLines(order)) print(line);
    for (const { value, row } of records.slice(0, rows)) {
      print(`  ${fill(help.said.row, { row })}`);
      for (const line of readRecordLines(value)) print(line);
    }
  }
  for (const problem of spoken) warn(problemLine(name, problem));
  return spoken.some(({ kind }) => kind !== 'done') ? exitCodes.input : exitCodes.done;
}
