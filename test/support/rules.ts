import type { Rule } from '../../src/core/rules/rule.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { plainFacts } from '../../src/layout/rules/cases.ts';
import { loadRules } from '../../src/layout/rules/load.ts';

export { plainFacts };

/** A small delivery-method master for rules that name methods. */
export const ruleMasters = loadMasters([
  {
    name: 'delivery-methods',
    shown: 'delivery-methods.yaml',
    text: `- { code: yamato, title: 宅急便, carrier: ヤマト運輸, service: prepaid, cod-service: collect }
- { code: nekopos, title: ネコポス, carrier: ヤマト運輸, service: nekopos, keywords: [ネコポス] }
- { code: compact, title: コンパクト, carrier: ヤマト運輸, service: compact }
`,
  },
  { name: 'islands', shown: 'islands.yaml', text: '沖縄県石垣市: "yes"\n"1001*": "yes"\n' },
]).masters;

/** A rule as data, on for every shop, for tests that need no file. */
export const rule = (more: Partial<Rule>): Rule => ({
  name: 'one',
  title: 'ルール1',
  on: true,
  shops: [],
  when: {},
  unless: {},
  // biome-ignore lint/suspicious/noThenProperty: the file's own word
  then: {},
  place: { file: 'rules.yaml', line: 1, column: 1 },
  uses: [],
  cases: 1,
  ...more,
});

/** Loads a rules.yaml from text; each rule gets a case that says what is given. */
export function loadText(text: string, cases: Readonly<Record<string, string>> = {}) {
  const { rules, complaints } = loadRules(
    {
      rules: { shown: 'rules.yaml', text, origin: 'workspace' },
      cases: Object.entries(cases).map(([name, own]) => ({ rule: name, shown: `cases/${name}.yaml`, text: own })),
    },
    ruleMasters,
  );
  return { rules, complaints: complaints.map((one) => `${one.file}:${one.line}:${one.column} ${one.sentence}`) };
}

/** The rules of a text, each proved by a case that may say anything, so that a test needs none of its own. */
export function rulesOf(text: string) {
  const names = [...text.matchAll(/name: ([a-z0-9-]+)/g)].map((one) => one[1]!);
  const guess = (answers: readonly string[]) =>
    loadText(text, Object.fromEntries(names.map((name, at) => [name, `- { case: x, applies: ${answers[at]} }\n`])));
  const answers = names.map(() => 'yes');
  for (;;) {
    const found = guess(answers);
    const wrong = found.complaints.map((one) => /cases\/(.+?)\.yaml.*got "(\w+)"/.exec(one)).find((one) => one);
    if (!wrong) {
      if (found.complaints.length > 0) throw new Error(found.complaints.join('\n'));
      return found.rules;
    }
    answers[names.indexOf(wrong[1]!)] = wrong[2]!;
  }
}
