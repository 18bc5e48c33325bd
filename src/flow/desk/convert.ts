import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { unfitLayout } from '../../config/unfit-layout.ts';
import { type Problem, type SpokenProblem, speak } from '../../core/problem.ts';
import { withProgress } from '../../core/progress.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { b2Faults } from '../../layout/b2-faults.ts';
import { openDocument } from '../../layout/document.ts';
import { readTable } from '../../layout/read.ts';
import { openTable } from '../../layout/rows/open.ts';
import { Unreadable } from '../../layout/rows/row.ts';
import { convertRows } from '../../layout/rows-convert.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { compileWrite } from '../../layout/write.ts';
import { fileBytes } from '../../layout/write-file.ts';
import { decider, nothingKnown, openHoldsOf, orderFacts, renderInput } from '../decide/index.ts';
import { createDraft } from '../files/index.ts';
import { candidates, shopOf } from '../intake/index.ts';
import type { ConvertReport, Workspace } from '../types.ts';

const endings = { csv: 'csv', tsv: 'txt', json: 'json' } as const;

export interface ConvertRequest {
  /** Path of the file. */
  readonly file: string;
  /** Folder that the result goes to. */
  readonly out: string;
  /** '' = found out from the layout. */
  readonly shop: string;
  /** Read layout, '' = found out from the headers. */
  readonly layout: string;
  /** Write layout. */
  readonly to: string;
  /** Leave bad rows out; otherwise a single bad row keeps the whole file from being written. */
  readonly skipBad: boolean;
}

/** One shot, no store: any file through a read layout (or straight, `takes: row`) into any write layout. */
export async function convertFile(ctx: Workspace, request: ConvertRequest): Promise<ConvertReport> {
  const layout = ctx.layouts.write.get(request.to)!;
  const unfit = await unfitLayout(ctx, layout);
  if (unfit) return { files: [], rows: 0, problems: [speak(unfit)] };
  try {
    return layout.takes === 'row' ? convertTable(ctx, request, layout) : await convertOrders(ctx, request, layout);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      files: [],
      rows: 0,
      problems: [speak({ ...error.problem, place: { file: basename(request.file), ...error.problem.place } })],
    };
  }
}

/** Name of the result: the source's name with the layout's, so that nothing is overwritten by accident. */
function target(request: ConvertRequest, layout: WriteLayout, part = ''): string {
  const stem = basename(request.file, extname(request.file));
  return resolve(join(request.out, `${stem}.${layout.name}${part}.${endings[layout.form.format]}`));
}

function convertTable(ctx: Workspace, request: ConvertRequest, layout: WriteLayout): ConvertReport {
  const problems: SpokenProblem[] = [];
  const draft = createDraft(target(request, layout));
  try {
    const { rows, bad } = convertRows({
      source: chunksOf(ctx, request.file),
      read: ctx.layouts.read.get(request.layout)?.form ?? {},
      limits: ctx.config.limits,
      layout,
      masters: ctx.masters,
      today: japanDay(ctx.now()),
      sink: draft.write,
      onProblem: (problem) => problems.push(speak(problem)),
    });
    if (bad > 0 && !request.skipBad) {
      draft.drop();
      return { files: [], rows, problems };
    }
    return { files: [draft.finish()], rows, problems };
  } catch (error) {
    draft.drop();
    throw error;
  }
}

/** Reads a file in pieces, so that memory does not grow with it. Every piece is in the same buffer. */
function* chunksOf({ onProgress }: Workspace, file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    const total = fstatSync(handle).size;
    let done = 0;
    const buffer = Buffer.allocUnsafeSlow(1 << 18);
    for (;;) {
      const size = readSync(handle, buffer, 0, buffer.length, null);
      if (size === 0) return;
      yield buffer.subarray(0, size);
      done += size;
      onProgress?.({ what: 'convert', done, total });
    }
  } finally {
    closeSync(handle);
  }
}

async function convertOrders(ctx: Workspace, request: ConvertRequest, layout: WriteLayout): Promise<ConvertReport> {
  const name = basename(request.file);
  const bytes = readFileSync(request.file);
  ctx.onProgress?.({ what: 'read', done: bytes.length });
  const named = ctx.layouts.read.get(request.layout);
  const opened = await openDocument(
    (form) => openTable(bytes, name, form, ctx.config.limits),
    named ? [named] : candidates(ctx, request.shop),
  );
  if ('problem' in opened) return { files: [], rows: 0, problems: [speak(opened.problem)] };
  const unfit = await unfitLayout(ctx, opened.match.layout);
  if (unfit) return { files: [], rows: 0, problems: [speak(unfit)] };
  const owner = shopOf(ctx, opened.match.layout, request.shop);
  if ('problem' in owner) return { files: [], rows: 0, problems: [speak(owner.problem)] };
  const shop = ctx.config.shops[owner.shop];
  const today = japanDay(ctx.now());
  const read = readTable(opened, { masters: ctx.masters, today, file: name });
  const problems: Problem[] = [...read.problems];
  if (!shop || opened.match.layout.yields !== 'order' || layout.takes === 'waybill') {
    problems.push({
      code: 'convert-impossible',
      kind: 'fix',
      place: { file: name },
      args: { from: opened.match.layout.title, to: layout.title },
    });
    return { files: [], rows: 0, problems: problems.map((one) => speak(one)) };
  }
  const own: Shop = {
    ...shop,
    // Nothing is stored, so nothing can wait for stock, or for somebody who reads the remark.
    allocate: false,
    switches: { ...shop.switches, remarks: 'allow' },
    layouts: {
      ...shop.layouts,
      issue: layout.rules === 'b2' ? layout.name.replace(/-seller$/, '') : shop.layouts.issue,
    },
  };
  // A file has no screen on which a person could choose.
  const { b2: _, ...config } = ctx.config;
  const decideOrder = decider({ ...ctx, config }, own, 'convert', nothingKnown);
  const write = compileWrite(layout, ctx.masters);
  const rows: (readonly string[])[] = [];
  for (const { order, problems: ofOrder, notes } of withProgress(
    ctx.onProgress,
    'decide',
    read.orders,
    read.orders.length,
  )) {
    problems.push(...ofOrder, ...notes);
    if (ofOrder.length > 0) continue;
    const { changes } = decideOrder({ order, revision: 1, prior: [], lastSerial: 0 });
    for (const { shipment, state, holds } of changes) {
      for (const hold of openHoldsOf(holds)) {
        problems.push({
          code: hold.code,
          kind: 'fix',
          place: { file: name },
          order: order.number,
          ...(hold.args && { args: hold.args }),
        });
      }
      if (state !== 'ready') continue;
      for (const line of layout.takes === 'line' ? shipment.lines : [undefined]) {
        const { cells, problems: ofCells } = write.render(
          renderInput(shipment, orderFacts({ order }), own, today, { ...(line && { line }) }),
        );
        const faults = b2Faults(layout, cells, today);
        problems.push(...ofCells.map((one) => ({ ...one, order: order.number })));
        problems.push(
          ...faults.map(({ code, args }): Problem => ({ code, kind: 'fix', place: {}, args, order: order.number })),
        );
        if (ofCells.length + faults.length === 0) rows.push(cells);
      }
    }
  }
  const spoken = problems.map((one) => speak(one));
  const bad = problems.some((one) => one.kind !== 'done');
  if (rows.length === 0 || (bad && !request.skipBad)) return { files: [], rows: rows.length, problems: spoken };
  const size = layout.form.rowsPerFile || rows.length;
  const files: string[] = [];
  for (let start = 0; start < rows.length; start += size) {
    const draft = createDraft(target(request, layout, rows.length > size ? `-${start / size + 1}` : ''));
    draft.write(fileBytes(layout, rows.slice(start, start + size)));
    files.push(draft.finish());
  }
  return { files, rows: rows.length, problems: spoken };
}
