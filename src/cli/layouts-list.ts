import { help } from '../core/sentences/help.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { printJson, printTable } from './output.ts';

/** `layouts list`: every loaded layout, the standard ones and the workspace's own. */
export async function listLayouts({ C, json }: JsonArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { listLayouts: list } = await import('../flow/desk/layouts/list.ts');
  const views = list(loadWorkspace(C, process.env));
  if (json) printJson(views);
  else {
    const { direction, name, title, marketplace, origin } = help.headings;
    printTable(
      [direction, name, marketplace, origin, title],
      views.map((view) => [
        help.directions[view.direction],
        view.name,
        view.marketplace,
        help.origins[view.origin],
        view.title,
      ]),
    );
  }
  return exitCodes.done;
}
