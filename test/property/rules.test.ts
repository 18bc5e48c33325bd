import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules } from '../../src/core/rules/evaluate.ts';
import type { Facts } from '../../src/core/rules/fact-list.ts';
import type { RuleOutcome } from '../../src/core/rules/outcome.ts';
import type { Actions, Conditions, Rule } from '../../src/core/rules/rule.ts';
import { plainFacts, rule } from '../support/rules.ts';

const words = fc.constantFrom('のし', '至急', '領収書');
const facts: fc.Arbitrary<Facts> = fc
  .record(
    {
      payment: fc.constantFrom('paid', 'cod', undefined),
      prefecture: fc.constantFrom('東京都', '沖縄県', undefined),
      remark: fc.array(words).map((list) => list.join(' ')),
      amount: fc.option(fc.nat(10_000), { nil: undefined }),
      'goods-cool': fc.constantFrom(['normal'], ['normal', 'frozen'], { values: [] }),
      tag: fc.constantFrom<string[]>([], ['急ぎ']),
    },
    { requiredKeys: [] },
  )
  .map((some) => ({ ...plainFacts, ...some }));

const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    payment: fc.constantFrom('paid', 'cod').map((one) => ({ is: [one] })),
    prefecture: fc.constantFrom('東京都', '沖縄県').map((one) => ({ is: [one] })),
    remark: words.map((one) => ({ contains: [one] })),
    amount: fc.nat(10_000).map((atLeast) => ({ atLeast })),
    'goods-cool': fc.constantFrom('normal', 'frozen').map((one) => ({ is: [one] })),
    tag: fc.constant({ is: ['急ぎ'] }),
  },
  { requiredKeys: [] },
);

const actions: fc.Arbitrary<Actions> = fc.record(
  {
    cool: fc.constantFrom('normal', 'frozen'),
    packages: fc.integer({ min: 1, max: 3 }),
    tag: fc.constantFrom(['急ぎ'], ['包装']),
    hold: words.map((reason) => ({ reason, clearedBy: 'operator' as const })),
  },
  { requiredKeys: [] },
);

const rules: fc.Arbitrary<Rule[]> = fc
  .array(fc.record({ when: conditions, unless: fc.oneof(fc.constant({}), conditions), act: actions }), { maxLength: 6 })
  .map((rows) =>
    rows.map(({ when, unless, act }, at) => {
      const name = `r${at}`;
      // biome-ignore lint/suspicious/noThenProperty: the file's own word
      return rule({ name, title: name, when, unless, then: act });
    }),
  );

const nothing: Omit<RuleOutcome, 'release'> = { tags: [], holds: [], unsure: [], marks: [] };
const ask = (own: readonly Rule[], given: Facts) =>
  compileRules(own, 'shop')?.(given) ?? { ...nothing, release: new Map() };

/** What each rule alone does: which rules act, hold, or cannot be judged. */
const acting = (outcome: RuleOutcome) => ({
  act: new Set(outcome.marks.map((one) => one.rule)),
  unsure: new Set(outcome.unsure.map((one) => one.rule)),
  holds: outcome.holds.map((one) => one.rule),
});

test('no rule sees what another does: together they act exactly as each of them alone', () => {
  fc.assert(
    fc.property(rules, facts, (own, given) => {
      const together = acting(ask(own, given));
      for (const one of own) {
        const alone = acting(ask([one], given));
        expect(together.act.has(one.name) || actsAlike(own, one)).toBe(alone.act.has(one.name) || actsAlike(own, one));
        expect(together.unsure.has(one.name)).toBe(alone.unsure.has(one.name));
        expect(together.holds.includes(one.name)).toBe(alone.holds.includes(one.name));
      }
    }),
  );
});

/** Two that set the same to the same leave one mark. */
const actsAlike = (own: readonly Rule[], one: Rule): boolean =>
  own.some(
    (other) => other !== one && (other.then.cool === one.then.cool || other.then.packages === one.then.packages),
  );

test('the order in which facts and conditions stand changes nothing', () => {
  fc.assert(
    fc.property(rules, facts, (own, given) => {
      const turn = <T extends object>(one: T): T => Object.fromEntries(Object.entries(one).reverse()) as T;
      const turned = own.map((one) => ({ ...one, when: turn(one.when), unless: turn(one.unless) }));
      const [a, b] = [ask(own, given), ask(turned, turn(given))];
      expect({ ...b, unsure: b.unsure.map((one) => [one.rule, [...one.facts].sort()]) }).toEqual({
        ...a,
        unsure: a.unsure.map((one) => [one.rule, [...one.facts].sort()]),
      });
    }),
  );
});

test('of rules that set one thing the first wins, whatever comes behind it; every conflict is shown', () => {
  fc.assert(
    fc.property(rules, facts, (own, given) => {
      const outcome = ask(own, given);
      const applies = own.filter((one) => acting(ask([one], given)).act.has(one.name));
      expect(outcome.cool).toBe(applies.find((one) => one.then.cool !== undefined)?.then.cool);
      for (const one of applies)
        if (one.then.cool !== undefined && one.then.cool !== outcome.cool)
          expect(outcome.marks).toContainEqual(
            expect.objectContaining({ rule: one.name, what: 'cool', lostTo: expect.any(String) }),
          );
    }),
  );
});

test('knowing more never takes back what was certain', () => {
  fc.assert(
    fc.property(rules, facts, fc.constantFrom('payment', 'prefecture', 'amount'), (own, given, hidden) => {
      const less = acting(ask(own, { ...given, [hidden]: undefined }));
      const more = acting(ask(own, given));
      for (const one of own) {
        if (less.unsure.has(one.name)) continue;
        // Judged without the fact: judged the same with it (tags alone are never unsure).
        if (one.then.hold) expect(more.holds.includes(one.name)).toBe(less.holds.includes(one.name));
      }
    }),
  );
});
