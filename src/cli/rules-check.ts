import { contradictions } from '../core/rules/set.ts';
import { complaintInJapanese } from '../core/sentences/complaints.ts';
import { fill, help } from '../core/sentences/help.ts';
import { actionTitles } from '../core/sentences/rule-words.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, warn } from './output.ts';

/** `rules check`: every complaint about the rules and their cases, all at once, and what is strange although it is allowed. */
export async function checkRuleFile({ C, json }: JsonArgs): Promise<ExitCode> {
  const { loadLayoutFolders, loadWorkspaceConfig } = await import('../app.ts');
  const { checkRules } = await import('../config/check-rules.ts');
  const { rules, ruleComplaints, areMastersWrong } = loadLayoutFolders(C);
  const complaints = [...ruleComplaints, ...checkRules(rules, loadWorkspaceConfig(C))];
  const isEverything = rules.rules.filter((one) => Object.keys(one.when).length === 0).map((one) => one.name);
  const against = contradictions(rules);
  const cases = rules.rules.reduce((sum, one) => sum + one.cases, 0);
  if (json)
    printJson({ rules: rules.rules.length, cases, complaints, everything: isEverything, contradictions: against });
  else {
    const counts = { rules: rules.rules.length, cases, complaints: complaints.length };
    print(fill(complaints.length === 0 ? help.said.rulesGood : help.said.rulesBad, counts));
  }
  for (const one of complaints) warn(`${one.file}:${one.line}:${one.column} ${complaintInJapanese(one.sentence)}`);
  for (const name of isEverything) warn(fill(help.said.ruleIsAll, { name }));
  for (const { first, second, what } of against)
    warn(fill(help.said.rulesContradict, { first, second, what: actionTitles[what as 'cool'] }));
  return complaints.length === 0 && !areMastersWrong ? exitCodes.done : exitCodes.settings;
}
