import { join } from 'node:path';
import { ruleNames, switchRule } from '../config/edit-rules.ts';
import { complaintInJapanese } from '../core/sentences/complaints.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { PutRules } from '../flow/desk/rules/files.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print, warn } from './output.ts';
import { checkNames } from './rules-try.ts';

/** `rules on|off NAME…`: edits rules.yaml, comments stay; open orders are decided anew at once. */
export async function switchRules(
  { C, names }: CommonArgs & { names: readonly string[] },
  on: boolean,
): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { ownRules, putRuleText } = await import('../flow/desk/rules/files.ts');
  const workspace = loadWorkspace(C, process.env);
  const { text } = ownRules(workspace.config.root);
  await checkNames(ruleNames(text), names);
  refuseWrong(await putRuleText(workspace, switchRule(text, names, on)));
  for (const name of names) print(fill(on ? help.said.ruleOn : help.said.ruleOff, { name }));
  return decideAnew(C);
}

/** Decides what is open by the rules as they are now. A watching bridge takes them up by itself. */
export async function decideAnew(C: string): Promise<ExitCode> {
  return withBridge(
    C,
    async (context) => {
      const { redecideForRules } = await import('../flow/intake/index.ts');
      await redecideForRules(context);
      print(help.said.rulesRestart);
      return exitCodes.done;
    },
    { progress: true },
  );
}

/** `rules new NAME`: a rule to be filled in, off, with its case, in the workspace's own rules. */
export async function newRule({ C, name, title }: CommonArgs & { name: string; title?: string }): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { addRules, blankRule, ownRules, takenNames } = await import('../flow/desk/rules/files.ts');
  const workspace = loadWorkspace(C, process.env);
  const { root } = workspace.config;
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name))
    throw new CommandRefused(exitCodes.usage, 'command-bad-rule-name', { name });
  if (takenNames(root, [name]).length > 0) throw new CommandRefused(exitCodes.input, 'command-rule-exists', { name });
  refuseWrong(await addRules(workspace, [blankRule(name, title ?? name)]));
  const { file, folder } = ownRules(root);
  const cases = join(folder, 'cases', `${name}.yaml`);
  print(fill(help.said.ruleMade, { name, file, cases }));
  return exitCodes.done;
}

/** Says what is wrong with rules that were not written. */
export function refuseWrong(put: PutRules): void {
  if (!('complaints' in put)) return;
  for (const one of put.complaints) warn(`${one.file}:${one.line}:${one.column} ${complaintInJapanese(one.sentence)}`);
  throw new CommandRefused(exitCodes.settings, 'command-rules-wrong');
}
