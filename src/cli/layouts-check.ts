import { complaintInJapanese } from '../core/sentences/complaints.ts';
import { fill, help } from '../core/sentences/help.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';

/** `layouts check`: every complaint about layouts and dictionaries, and every case of every layout that loads. */
export async function checkLayouts({ C, json }: JsonArgs): Promise<ExitCode> {
  const { checkLayouts: check } = await import('../flow/desk/layouts/list.ts');
  const { layouts: views, failed, complaints } = await check(C);
  const isGood = complaints.length === 0 && failed.length === 0;
  if (json) {
    printJson({ layouts: views, failed, complaints });
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
      cases: views.reduce((sum, one) => sum + one.cases, 0),
      failed: failed.length,
      complaints: complaints.length,
    };
    print(fill(isGood ? help.said.allPassed : help.said.someFailed, counts));
  }
  for (const one of complaints) warn(`${one.file}:${one.line}:${one.column} ${complaintInJapanese(one.sentence)}`);
  for (const one of failed)
    warn(`${one.direction}/${one.layout}/cases/${one.name}: ${complaintInJapanese(one.difference)}`);
  return isGood ? exitCodes.done : exitCodes.settings;
}
