import { jobsWords as words } from '../../../core/sentences/console/jobs.ts';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import type { Ask } from '../../types.ts';

/** The rules as they are in effect, in their order. */
export function Rules({ ask: { ctx } }: { readonly ask: Ask }) {
  const rules = ctx.rules?.rules ?? [];
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{words.rules}</h2>
      {rules.length === 0 ? (
        <p>{words.noRules}</p>
      ) : (
        <>
          <p class="hint">{words.rulesHelp}</p>
          <table class="cards-table">
            <caption class="unseen">{words.rules}</caption>
            <thead>
              <tr>
                <th scope="col">{words.rule}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.ruleShops}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map(({ name, title, on, shops }) => (
                <tr data-row key={name}>
                  <th scope="row">
                    {title}
                    <span class="sub">{name}</span>
                  </th>
                  <td data-label={words.state}>
                    <OutcomeBadge tone={on ? 'good' : 'off'}>{on ? words.on : words.off}</OutcomeBadge>
                  </td>
                  <td data-label={words.ruleShops}>
                    {shops.length === 0 ? words.allShops : shops.map((one) => shopName(ctx, one)).join('、')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
