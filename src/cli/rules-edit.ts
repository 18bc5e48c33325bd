import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendRules, ruleNames, switchRule } from '../config/edit-rules.ts';
import { fill, help } from '../core/sentences/help.ts';
import { copyLayout } from '../flow/desk/layouts/copy.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print, warn } from './output.ts';
import { replaceFile } from './replace-file.ts';
import { checkNames } from './rules-try.ts';

/** The workspace's own rules, copied from the standard ones when it has none yet; standard ones are never edited. */
export async function ownRules(
  root: string,
): Promise<{ readonly folder: string; readonly file: string; readonly text: string }> {
  const { standardLayoutsFolder } = await import('../config/layout-files.ts');
  const folder = join(root, 'layouts', 'rules');
  const file = join(folder, 'rules.yaml');
  if (!existsSync(file)) copyLayout(join(standardLayoutsFolder(), 'rules'), folder);
  return { folder, file, text: readFileSync(file, 'utf8') };
}

/** `rules on|off NAME…`: edits rules.yaml, comments stay; open orders are decided anew at once. */
export async function switchRules(
  { C, names }: CommonArgs & { names: readonly string[] },
  on: boolean,
): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { config } = loadWorkspace(C, process.env);
  const { file, text } = await ownRules(config.root);
  await checkNames(ruleNames(text), names);
  await replaceFile(file, switchRule(text, names, on));
  for (const name of names) print(fill(on ? help.said.ruleOn : help.said.ruleOff, { name }));
  return decideAnew(C);
}

/** Decides what is open by the rules as they are now. A watching bridge keeps the rules that it started with: it must be restarted. */
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
  const { loadWorkspaceConfig } = await import('../app.ts');
  const { root } = loadWorkspaceConfig(C);
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name))
    throw new CommandRefused(exitCodes.usage, 'command-bad-rule-name', { name });
  const { folder, file, text } = await ownRules(root);
  const cases = join(folder, 'cases', `${name}.yaml`);
  if (ruleNames(text).includes(name) || existsSync(cases))
    throw new CommandRefused(exitCodes.input, 'command-rule-exists', { name });
  await addRules(root, file, text, [
    {
      rule: {
        name,
        title: title ?? name,
        on: 'no',
        shops: 'all',
        when: { prefecture: '沖縄県' },
        // biome-ignore lint/suspicious/noThenProperty: the file's own word
        then: { hold: { reason: title ?? name, 'cleared-by': 'operator' } },
      },
      cases: [
        { case: '当てはまる注文', facts: { prefecture: '沖縄県' }, applies: 'yes' },
        { case: '当てはまらない注文', facts: { prefecture: '東京都' }, applies: 'no' },
      ],
    },
  ]);
  print(fill(help.said.ruleMade, { name, file, cases }));
  return exitCodes.done;
}

export interface FreshRule {
  readonly rule: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly cases: readonly Readonly<Record<string, unknown>>[];
}

/** Writes rules with their cases; when they do not load, everything is as it was, and what is wrong is said. */
export async function addRules(root: string, file: string, text: string, fresh: readonly FreshRule[]): Promise<void> {
  const { stringify } = await import('yaml');
  const { loadLayoutFolders } = await import('../app.ts');
  const folder = join(file, '..', 'cases');
  mkdirSync(folder, { recursive: true });
  const made = fresh.map(({ rule, cases }) => ({
    path: join(folder, `${rule.name}.yaml`),
    text: stringify([...cases]),
  }));
  for (const one of made) writeFileSync(one.path, one.text, { flag: 'wx' });
  await replaceFile(
    file,
    appendRules(
      text,
      fresh.map((one) => one.rule),
    ),
  );
  const { ruleComplaints } = loadLayoutFolders(root);
  if (ruleComplaints.length === 0) return;
  await replaceFile(file, text);
  for (const one of made) rmSync(one.path, { force: true });
  for (const one of ruleComplaints) warn(`${one.file}:${one.line}:${one.column} ${one.sentence}`);
  throw new CommandRefused(exitCodes.settings, 'command-rules-wrong');
}
