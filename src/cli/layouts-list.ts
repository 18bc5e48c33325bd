import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { help } from '../core/sentences/help.ts';
import type { Layout } from '../layout/types.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { printJson, printTable } from './output.ts';

/** `layouts list`: every loaded layout, the standard ones and the workspace's own. */
export async function listLayouts({ C, json }: JsonArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { config, layouts } = loadWorkspace(C, process.env);
  const { standardLayoutsFolder } = await import('../config/layout-files.ts');
  const standard = standardLayoutsFolder();
  const views = [...layouts.read.values(), ...layouts.write.values()].map((layout: Layout) => ({
    direction: layout.direction,
    name: layout.name,
    title: layout.title,
    version: layout.version,
    marketplace: layout.direction === 'read' ? layout.marketplace : '',
    origin: existsSync(join(standard, layout.direction, layout.name)) ? ('standard' as const) : ('workspace' as const),
    shops: Object.values(config.shops)
      .filter(({ layouts: own }) => [...own.read, own.issue, own.notify].includes(layout.name))
      .map(({ name }) => name),
  }));
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
