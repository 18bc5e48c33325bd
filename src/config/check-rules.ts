import { nearest } from '../core/near.ts';
import type { RuleSet } from '../core/rules/rule.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Config } from './types.ts';

/** Shops and shippers that rules name and that `bridge.yaml` does not have. */
export function checkRules({ rules }: RuleSet, config: Pick<Config, 'shops' | 'shippers'>): SettingsComplaint[] {
  const known = { shop: Object.keys(config.shops), shipper: ['orderer', 'seller', ...Object.keys(config.shippers)] };
  return rules.flatMap(({ uses }) =>
    uses.flatMap(({ kind, name, file, line, column }): SettingsComplaint[] => {
      if (known[kind].includes(name)) return [];
      const near = nearest(name, known[kind]);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      const sentence = `unknown ${kind} "${name}"${hint}`;
      return [{ file, line, column, code: 'layout', sentence, remedy: '' }];
    }),
  );
}
