import { ruleNames } from '../config/edit-rules.ts';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print, warn } from './output.ts';
import { readInput } from './read-input.ts';
import { refuseWrong } from './rules-edit.ts';

/** `rules import FILE.xlsx`: the ルール表 of a workbook becomes rules, switched off, each with a case. All of them or none. */
export async function importRules({ C, file }: CommonArgs & { file: string }): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { addRules, ownRules } = await import('../flow/desk/rules/files.ts');
  const { readSheet } = await import('../flow/desk/rules/sheet.ts');
  const workspace = loadWorkspace(C, process.env);
  const { root, limits } = workspace.config;
  const { name, bytes } = readInput(file, limits.fileBytes);
  const found = await readSheet(bytes);
  if (!found) throw new CommandRefused(exitCodes.input, 'command-no-workbook', { file: name });
  const own = ownRules(root);
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
  refuseWrong(await addRules(workspace, found.rules));
  for (const { rule } of found.rules) print(fill(help.said.ruleImported, { name: rule.name }));
  print(help.said.rulesNext);
  return exitCodes.done;
}
