import type { ExportJob } from '../../config/exports.ts';
import { say } from '../../core/sentences/index.ts';
import type { Context } from '../types.ts';

/** One line for the terminal, also when there was nothing: who waits for a file must know that none comes. */
export function sayExported(ctx: Context, { title }: ExportJob, shipments: number, files: number): void {
  const { sentence, remedy } =
    shipments === 0 ? say('export-nothing', { title }) : say('export-done', { title, count: shipments, files });
  ctx.tell(`${sentence} ${remedy}`);
}
