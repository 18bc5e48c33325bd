import { fill, help } from '../core/sentences/help.ts';
import { jobTitle } from '../core/sentences/jobs.ts';
import type { Listed, StopReport } from '../flow/desk/stop-report.ts';
import { oneLine, print } from './output.ts';

/** D13: what went out and cannot be recalled, what did not, and what nobody knows. */
export function printStopReport({ sent, waiting, doubt }: StopReport): void {
  for (const [title, list] of [
    [help.said.stopSent, sent],
    [help.said.stopWaiting, waiting],
    [help.said.stopDoubt, doubt],
  ] as const) {
    print(fill(title, { count: list.count }));
    for (const line of list.lines) print(`  ${wordsOf(line)}`);
    if (list.count > list.lines.length) print(`  ${fill(help.said.more, { count: list.count - list.lines.length })}`);
  }
}

const wordsOf = ({ shop, about, what }: Listed['lines'][number]): string =>
  [shop, oneLine(about), help.stopActs[what] ?? jobTitle(what)].filter((word) => word !== '').join('  ');
