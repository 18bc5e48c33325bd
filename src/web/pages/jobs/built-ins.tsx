import { ruleWords as words } from '../../../core/sentences/console/rules.ts';
import { type BuiltIn, builtIns } from '../../../flow/desk/rules/list.ts';
import { Table } from '../../parts/data-table.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import type { Ask } from '../../types.ts';

/** Rules that are part of the program, with the shops that have them on; they are switched in a shop's settings. */
export function BuiltIns({ ask }: { readonly ask: Ask }) {
  const heads = ['rule', 'state', 'act'] as const;
  return (
    <section aria-labelledby="built-in">
      <h2 id="built-in">{words.builtIn}</h2>
      <p class="hint">{words.builtInHelp}</p>
      <Table caption={words.builtIn} heads={heads.map((one) => words[one])}>
        {builtIns(ask.ctx.config).map((one) => (
          <tr data-row key={one.name}>
            <th scope="row">
              {one.title}
              <span class="sub">{one.setting === '' ? one.name : one.setting}</span>
            </th>
            <td data-label={words.state}>
              <State ask={ask} one={one} />
            </td>
            <td data-label={words.act}>
              {one.setting === '' ? words.cannotSwitch : <a href="/settings/shops">{words.switchInShop}</a>}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function State({ ask, one: { on, off } }: { readonly ask: Ask; readonly one: BuiltIn }) {
  const names = (shops: readonly string[]) => shops.map((shop) => shopName(ask.ctx, shop)).join('、');
  const isMixed = on.length > 0 && off.length > 0;
  return (
    <>
      {on.length === 0 && off.length > 0 ? null : (
        <span class="line">
          <OutcomeBadge tone="good">{words.on}</OutcomeBadge> {isMixed ? names(on) : null}
        </span>
      )}
      {off.length === 0 ? null : (
        <span class="line">
          <OutcomeBadge tone="off">{words.off}</OutcomeBadge> {isMixed ? names(off) : null}
        </span>
      )}
    </>
  );
}
