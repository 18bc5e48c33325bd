import { join } from 'node:path';
import { fill, help } from '../core/sentences/help.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';

/** `layouts check`: every complaint about layouts and dictionaries, and every case of every layout that loads. */
export async function checkLayouts({ C, json }: JsonArgs): Promise<ExitCode> {
  const { loadLayoutFolders } = await import('../app.ts');
  const { readCases, standardLayoutsFolder } = await import('../config/layout-files.ts');
  const { runCases } = await import('../layout/cases.ts');
  const { files, layouts, masters, complaints } = loadLayoutFolders(C);
  const cases = readCases(standardLayoutsFolder(), join(C, 'layouts'));
  const results = await runCases(layouts, masters, cases);
  const failed = results.filter(({ passed }) => !passed);
  const views = files.map(({ direction, folder, origin }) => {
    const own = results.filter((one) => one.direction === direction && one.layout === folder);
    const isLoaded = layouts[direction].has(folder);
    const passed = own.filter((one) => one.passed).length;
    return { direction, name: folder, origin, loaded: isLoaded, cases: own.length, passed };
  });
  const isGood = complaints.length === 0 && failed.length === 0;
  if (json) {
    const differences = failed.map(({ direction, layout, name, difference }) => ({
      direction,
      layout,
      name,
      difference,
    }));
    printJson({ layouts: views, failed: differences, complaints });
  } else {
    const { direction, name, origin, cases: caseTitle, result } = help.headings;
    printTable(
      [direction, name, origin, caseTitle, result],
      views.map((view) => [
        help.directions[view.direction],
        view.name,
        help.origins[view.origin],
        `${view.passed}/${view.cases}`,
        view.loaded && view.cases > 0 && view.passed === view.cases ? help.said.passed : help.said.failed,
      ]),
    );
    const counts = {
      layouts: views.length,
      cases: results.length,
      failed: failed.length,
      complaints: complaints.length,
    };
    print(fill(isGood ? help.said.allPassed : help.said.someFailed, counts));
  }
  for (const one of complaints) warn(`${one.file}:${one.line}:${one.column} ${one.sentence}`);
  for (const one of failed) warn(`${one.direction}/${one.layout}/cases/${one.name}: ${one.difference}`);
  return isGood ? exitCodes.done : exitCodes.settings;
}
