import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RuleFiles } from '../layout/rules/load.ts';
import { shownPath } from './layout-files.ts';
import { readUtf8 } from './read-utf8.ts';

/**
 * rules.yaml and its cases: the workspace's own `layouts/rules` takes the place of the standard one as a whole, because the order of
 * rules is theirs, too.
 *
 * @param standard the `layouts` folder that comes with the package
 * @param workspace the workspace's own, which need not be there
 */
export function readRuleFiles(standard: string, workspace: string): RuleFiles {
  const own = join(workspace, 'rules');
  const isOwn = relative(standard, workspace) !== '' && existsSync(join(own, 'rules.yaml'));
  const folder = isOwn ? own : join(standard, 'rules');
  const path = join(folder, 'rules.yaml');
  if (!existsSync(path)) return { rules: undefined, cases: [] };
  const read = (file: string) => ({ shown: shownPath(file), text: readUtf8(file, shownPath(file)) });
  const cases = existsSync(join(folder, 'cases')) ? readdirSync(join(folder, 'cases')).sort() : [];
  return {
    rules: { ...read(path), origin: isOwn ? 'workspace' : 'standard' },
    cases: cases
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('.'))
      .map((name) => ({ rule: name.slice(0, -'.yaml'.length), ...read(join(folder, 'cases', name)) })),
  };
}
