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
  const { tryFile: read } = await import('../flow/desk/layouts/try.ts');
  const { readInput } = await import('./read-input.ts');
  const { readOrderLines, readRecordLines } = await import('./try-text.ts');
  const workspace = loadWorkspace(C, process.env);
  const { name, bytes } = readInput(file, workspace.config.limits.fileBytes);
  const named = workspace.layouts.read.get(await checkLayout(workspace, 'read', layout));
  const tried = await read(
    workspace,
    { name, bytes },
    { shop: checkShop(workspace, shop), layout: named, shown: rows },
  );
  if ('problem' in tried) {
    if (json) printJson({ file: name, layout: '', problems: [tried.problem] });
    warn(problemLine(name, tried.problem));
    return exitCodes.input;
  }
  const { layout: found, facts, orders, records, counts } = tried;
  const spoken = [...tried.ofFile, ...tried.ofOrders];
  if (json) {
    printJson({
      file: name,
      layout: found.name,
      title: found.title,
      facts,
      counts: tried.counted,
      orders: orders.map(({ read: { order, rows: at } }) => ({ order, rows: at })),
      records,
      problems: spoken,
    });
  } else {
    print(fill(help.said.fits, { layout: `${found.title}（${found.name}）` }));
    print(`${facts.format} ${facts.encoding} ${facts.eol}`);
    print(
      fill(help.said.read, {
        rows: counts.rows,
        orders: counts.orders,
        records: counts.records,
        problems: spoken.length,
      }),
    );
    for (const one of orders) for (const line of readOrderLines(one.read.order)) print(line);
    for (const { value, row } of records) {
      print(`  ${fill(help.said.row, { row })}`);
      for (const line of readRecordLines(value)) print(line);
    }
  }
  for (const problem of spoken) warn(problemLine(name, problem));
  return spoken.some(({ kind }) => kind !== 'done') ? exitCodes.input : exitCodes.done;
}
