import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { checkRules } from '../../../config/check-rules.ts';
import type { SettingsComplaint } from '../../../config/complaint.ts';
import { appendRules, ruleNames } from '../../../config/edit-rules.ts';
import { standardLayoutsFolder } from '../../../config/layout-files.ts';
import { readRuleFiles } from '../../../config/rule-files.ts';
import { sha256 } from '../../../core/ids.ts';
import type { RuleSet } from '../../../core/rules/rule.ts';
import { loadRules } from '../../../layout/rules/load.ts';
import { replaceWhole } from '../../files/index.ts';
import type { Workspace } from '../../types.ts';
import { copyLayout } from '../layouts/copy.ts';

type Where = Pick<Workspace, 'masters'> & { readonly config: Pick<Workspace['config'], 'root' | 'shops' | 'shippers'> };

/** rules.yaml as it lies there. */
export interface RuleText {
  /** '' = there is none. */
  readonly text: string;
  /** Another one = somebody changed the file. */
  readonly version: string;
}

/** The rules in effect as a text: the workspace's own, else the standard ones. */
export function ruleText(root: string): RuleText {
  const text = readRuleFiles(standardLayoutsFolder(), join(root, 'layouts')).rules?.text ?? '';
  return { text, version: sha256(text).slice(0, 16) };
}

/** The workspace's own rules, copied from the standard ones when it has none yet; standard ones are never edited. */
export function ownRules(root: string): { readonly folder: string; readonly file: string; readonly text: string } {
  const folder = join(root, 'layouts', 'rules');
  const file = join(folder, 'rules.yaml');
  if (!existsSync(file)) copyLayout(join(standardLayoutsFolder(), 'rules'), folder);
  return { folder, file, text: readFileSync(file, 'utf8') };
}

/**
 * A text that may become rules.yaml, with the cases that lie there.
 *
 * @param options.draft rules without a case are tried, too
 */
export function readRuleText(
  { config, masters }: Where,
  text: string,
  options: { readonly draft?: boolean } = {},
): { readonly rules: RuleSet; readonly complaints: readonly SettingsComplaint[] } {
  const files = readRuleFiles(standardLayoutsFolder(), join(config.root, 'layouts'));
  const { shown = 'layouts/rules/rules.yaml', origin = 'workspace' } = files.rules ?? {};
  const loaded = loadRules({ ...files, rules: { shown, origin, text } }, masters, options);
  const found = loaded.complaints.map((one): SettingsComplaint => ({ ...one, code: 'layout', remedy: '' }));
  return { rules: loaded.rules, complaints: [...found, ...checkRules(loaded.rules, config)] };
}

export interface FreshRule {
  readonly rule: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly cases: readonly Readonly<Record<string, unknown>>[];
}

export type PutRules = { readonly rules: RuleSet } | { readonly complaints: readonly SettingsComplaint[] };

/** Writes a text in the place of the workspace's rules.yaml when it loads with all its cases; otherwise nothing changes. */
export async function putRuleText(where: Where, text: string): Promise<PutRules> {
  const { file } = ownRules(where.config.root);
  const { rules, complaints } = readRuleText(where, text);
  if (complaints.length > 0) return { complaints };
  await replaceWhole(file, text);
  return { rules };
}

/** Rules that are there already, by name: their cases count too. */
export function takenNames(root: string, names: readonly string[]): string[] {
  const { folder, text } = ownRules(root);
  const known = new Set(ruleNames(text));
  return names.filter((name) => known.has(name) || existsSync(join(folder, 'cases', `${name}.yaml`)));
}

/** Writes rules with their cases behind those that are there; when they do not load, everything is as it was. */
export async function addRules(where: Where, fresh: readonly FreshRule[]): Promise<PutRules> {
  const { folder, text } = ownRules(where.config.root);
  const cases = join(folder, 'cases');
  mkdirSync(cases, { recursive: true });
  const made = fresh.map((one) => ({ path: join(cases, `${one.rule.name}.yaml`), text: stringify([...one.cases]) }));
  let put: PutRules | undefined;
  const written: string[] = [];
  try {
    for (const one of made) {
      writeFileSync(one.path, one.text, { flag: 'wx' });
      written.push(one.path);
    }
    const rules = fresh.map((one) => one.rule);
    put = await putRuleText(where, appendRules(text, rules));
    return put;
  } finally {
    if (!put || 'complaints' in put) for (const path of written) rmSync(path, { force: true });
  }
}

/** A rule to be filled in, off, with its case. */
export const blankRule = (name: string, title: string): FreshRule => ({
  rule: {
    name,
    title,
    on: 'no',
    shops: 'all',
    when: { prefecture: '沖縄県' },
    // biome-ignore lint/suspicious/noThenProperty: the file's own word
    then: { hold: { reason: title, 'cleared-by': 'operator' } },
  },
  cases: [
    { case: '当てはまる注文', facts: { prefecture: '沖縄県' }, applies: 'yes' },
    { case: '当てはまらない注文', facts: { prefecture: '東京都' }, applies: 'no' },
  ],
});
