import { describe, expect, it } from 'vitest';
import { checkRules } from '../../src/config/check-rules.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { readRuleFiles } from '../../src/config/rule-files.ts';
import { contradictions } from '../../src/core/rules/set.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { loadRules } from '../../src/layout/rules/load.ts';
import { shop } from '../support/orders.ts';
import { loadText, rulesOf } from '../support/rules.ts';

const rules = (...own: string[]) => `rules:\n${own.map((one) => `  - ${one}\n`).join('')}`;
const good = '{ name: a, title: A, on: yes, when: { prefecture: 沖縄県 }, then: { tag: x } }';
const yes = '- { case: 沖縄, facts: { prefecture: 沖縄県 }, applies: yes }\n- { case: 東京, applies: no }\n';

describe('rules.yaml', () => {
  it('loads, in its order, with its places and a version of its own', () => {
    const loaded = loadText(rules(good), { a: yes });
    expect(loaded.complaints).toEqual([]);
    expect(loaded.rules).toMatchObject({
      unlisted: 'unknown',
      file: 'rules.yaml',
      rules: [
        {
          name: 'a',
          on: true,
          shops: [],
          when: { prefecture: { is: ['沖縄県'] } },
          place: { line: 2, column: 5 },
          cases: 2,
        },
      ],
    });
    const off = loadText(rules(good.replace('on: yes', 'on: no')), { a: yes });
    expect(off.rules.version).not.toBe(loaded.rules.version);
    expect(loadText(`# a comment\n${rules(good)}`, { a: yes }).rules.version).toBe(loaded.rules.version);
  });

  it('a rule without a case does not load', () => {
    expect(loadText(rules(good))).toMatchObject({
      rules: { rules: [] },
      complaints: [expect.stringMatching(/^rules\.yaml:2:13 rule "a" has no case: add cases\/a\.yaml/)],
    });
  });

  it('a case that says otherwise than the rule is a complaint at its place', () => {
    expect(loadText(rules(good), { a: '- { case: 東京, applies: yes }\n' }).complaints).toEqual([
      'cases/a.yaml:1:24 rule "a", case "東京": expected "yes", got "no"',
    ]);
  });

  const wrong: [string, string, RegExp][] = [
    [
      'an unknown fact',
      '{ name: a, title: A, on: yes, when: { prefectur: 沖縄県 }, then: { tag: x } }',
      /2:\d+ unknown key "prefectur" \(did you mean "prefecture"\?\)/,
    ],
    [
      'an unknown action',
      '{ name: a, title: A, on: yes, when: { gift: yes }, then: { holt: x } }',
      /2:\d+ unknown key "holt" \(did you mean "hold"\?\)/,
    ],
    [
      'an unknown key of a rule',
      '{ name: a, titel: A, on: yes, when: { gift: yes }, then: { tag: x } }',
      /unknown key "titel" \(did you mean "title"\?\)/,
    ],
    [
      'a prefecture that is none',
      '{ name: a, title: A, on: yes, when: { prefecture: 沖縄 }, then: { tag: x } }',
      /unknown prefecture "沖縄" \(did you mean "沖縄県"\?\)/,
    ],
    [
      'a method that is none',
      '{ name: a, title: A, on: yes, when: { gift: yes }, then: { delivery-method: nekopo } }',
      /unknown delivery method "nekopo" \(did you mean "nekopos"\?\)/,
    ],
    [
      'a word that is no value',
      '{ name: a, title: A, on: yes, when: { payment: payed }, then: { tag: x } }',
      /payment.*must be one of "paid", "unpaid", "cod"/,
    ],
    [
      'an unknown comparison',
      '{ name: a, title: A, on: yes, when: { amount: { atleast: 1 } }, then: { tag: x } }',
      /unknown key "atleast" \(did you mean "at-least"\?\)/,
    ],
    [
      'a text as an amount',
      '{ name: a, title: A, on: yes, when: { amount: many }, then: { tag: x } }',
      /amount: must be a whole number/,
    ],
    [
      'an unknown word list',
      '{ name: a, title: A, on: yes, when: { remark: { words: gift } }, then: { tag: x } }',
      /unknown word list "gift"/,
    ],
    [
      'a release of what needs a person',
      '{ name: a, title: A, on: yes, when: { gift: yes }, then: { release: unpaid } }',
      /then\.release: must be one of "remark-present"/,
    ],
    ['no condition', '{ name: a, title: A, on: yes, when: {}, then: { tag: x } }', /no condition: write "when: all"/],
    ['nothing to do', '{ name: a, title: A, on: yes, when: { gift: yes }, then: {} }', /rule "a" does nothing/],
    [
      'a third handling',
      '{ name: a, title: A, on: yes, when: { gift: yes }, then: { handling: [a, b, c] } }',
      /B2 has room for two/,
    ],
    [
      'an on that is neither',
      '{ name: a, title: A, on: maybe, when: { gift: yes }, then: { tag: x } }',
      /on: must be one of "yes", "no"/,
    ],
    [
      'a name with blanks',
      '{ name: "a b", title: A, on: yes, when: { gift: yes }, then: { tag: x } }',
      /name: may only have a-z/,
    ],
  ];
  it.each(wrong)('%s is a complaint with file, line and column, and the rule does not load', (_, own, complaint) => {
    const loaded = loadText(rules(own), { a: yes });
    expect(loaded.rules.rules).toEqual([]);
    expect(loaded.complaints.filter((one) => complaint.test(one) && /^rules\.yaml:\d+:\d+ /.test(one))).toHaveLength(1);
  });

  it('says all mistakes of all rules at once', () => {
    const loaded = loadText(
      rules(wrong[0]![1], good.replace('name: a', 'name: b'), wrong[1]![1].replace('name: a', 'name: c'), good),
      {
        a: yes,
        b: '- { case: x, applies: yes }\n',
        typo: yes,
      },
    );
    const all = loaded.complaints.join('\n');
    for (const part of [
      '"prefectur"',
      'cases/b.yaml:1:',
      '"holt"',
      'rule "a" is there twice',
      'there is no rule "typo"',
    ])
      expect(all).toContain(part);
    expect(loaded.rules.rules.map((one) => one.name)).toEqual(['a']);
  });

  it('says of a case which fact it does not know', () => {
    const loaded = loadText(rules(good), {
      a: '- { case: x, facts: { prefectur: 沖縄県, amount: viel }, applies: no }\n',
    });
    expect(loaded.complaints).toEqual([
      'cases/a.yaml:1:23 unknown fact "prefectur" (did you mean "prefecture"?)',
      'cases/a.yaml:1:39 ""viel"" is no value of the fact "amount"',
    ]);
  });

  it('names shops and shippers that the settings do not have', () => {
    const { rules: set } = loadText(
      rules('{ name: a, title: A, on: no, shops: [shet], when: { prefecture: 沖縄県 }, then: { sender: mian } }'),
      { a: yes },
    );
    const config = { shops: { sheet: shop() }, shippers: { main: shop().seller } };
    expect(checkRules(set, config).map((one) => `${one.line} ${one.sentence}`)).toEqual([
      '2 unknown shop "shet" (did you mean "sheet"?)',
      '2 unknown shipper "mian" (did you mean "main"?)',
    ]);
  });

  it('finds two rules that contradict each other on every order', () => {
    const set = rulesOf(
      rules(
        '{ name: a, title: A, on: yes, when: { gift: yes }, then: { cool: chilled, tag: x } }',
        '{ name: b, title: B, on: yes, when: { gift: yes }, then: { cool: frozen, tag: y } }',
        '{ name: c, title: C, on: yes, when: { gift: no }, then: { cool: normal } }',
      ),
    );
    expect(contradictions(set)).toEqual([{ first: 'a', second: 'b', what: 'cool' }]);
  });
});

describe('the standard rules', () => {
  const folder = standardLayoutsFolder();
  const { masters } = loadMasters(readLayoutFiles(folder).masters);
  const { rules: set, complaints } = loadRules(readRuleFiles(folder, folder), masters);

  it('load with all their cases, all of them off, and do not contradict each other', () => {
    expect(complaints).toEqual([]);
    expect(set.rules.length).toBeGreaterThan(8);
    expect(set.rules.filter((one) => one.on)).toEqual([]);
    expect(contradictions(set)).toEqual([]);
    for (const { name, cases } of set.rules) expect([name, cases >= 2]).toEqual([name, true]);
  });
});
