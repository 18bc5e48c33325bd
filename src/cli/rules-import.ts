import { ruleNames } from '../config/edit-rules.ts';
import { readRuleSheet } from '../config/rule-sheet.ts';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print, warn } from './output.ts';
import { readInput } from './read-input.ts';
import { addRules, ownRules } from './rules-edit.ts';

/** `rules import FILE.xlsx`: the ルール表 of a workbook becomes rules, switched off, each with a case. All of them or none. */
export async function importRules({ C, file }: CommonArgs & { file: string }): Promise<ExitCode> {
  const { loadWorkspaceConfig } = await import('../app.ts');
  const { root, limits } = loadWorkspaceConfig(C);
  const { name, bytes } = readInput(file, limits.fileBytes);
  const found = await readRuleSheet(bytes).catch(() => undefined);
  if (!found) throw new CommandRefused(exitCodes.input, 'command-no-workbook', { file: name });
  const own = await ownRules(root);
  const known = new Set(ruleNames(own.text));
  const twice = found.rules.filter(({ rule }) => known.has(rule.name)).map(({ rule }) => rule.name);
  for (const { row, column, value, why } of found.problems)
    warn(fill(help.said.ruleSheetBad, { file: name, row, column, value, why: help.ruleSheet[why] ?? why }));
  for (const one of twice) warn(fill(help.said.ruleSheetKnown, { name: one }));
  if (found.problems.length + twice.length > 0) return exitCodes.input;
  if (found.rules.length === 0) {
    warn(help.said.ruleSheetEmpty);
    return exitCodes.input;
  }
  await addRules(root, own.file, own.text, found.rules);
  for (const { rule } of found.rules) print(fill(help.said.ruleImported, { name: rule.name }));
  print(help.said.rulesNext);
  return exitCodes.done;
}
