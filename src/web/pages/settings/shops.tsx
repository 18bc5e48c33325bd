import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { shopsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { probeAsWritten, type ShopLine, shopLines } from '../../../flow/desk/settings/shops.ts';
import { Form } from '../../parts/form.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import type { Ask, Result, Route } from '../../types.ts';
import { Frame } from './frame.tsx';

export const shopsPath = '/settings/shops';
export const shopPath = (name: string): string => `${shopsPath}/of/${encodeURIComponent(name)}`;

export const shopListRoutes: readonly Route[] = [
  {
    method: 'get',
    path: shopsPath,
    role: 'manage',
    async handle(ask) {
      const shops = await shopLines(ask.ctx);
      const connected = shops.filter((one) => one.connection !== 'none');
      const files = shops.filter((one) => one.connection === 'none');
      return {
        title: words.title,
        help: pageHelp.settingsShops,
        body: (
          <Frame>
            <p class="buttons">
              <a class="button main" href={`${shopsPath}/new`}>
                {words.add}
              </a>
            </p>
            {connected.length > 0 ? <Connected ask={ask} shops={connected} /> : null}
            {files.length > 0 ? (
              <section aria-labelledby="by-file">
                <h2 id="by-file">{words.addFile}</h2>
                <ul class="tiles">
                  {files.map((one) => (
                    <li key={one.shop}>
                      <a href={shopPath(one.shop)}>{one.title}</a>
                      <span class="sub">{one.shop}</span>
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
          </Frame>
        ),
      };
    },
  },
  {
    method: 'post',
    path: `${shopsPath}/probe`,
    role: 'manage',
    async handle(ask) {
      const shop = ask.form.get('shop') ?? '';
      const known = (await shopLines(ask.ctx)).some((one) => one.shop === shop);
      const back = ask.form.get('back') === 'shop' ? shopPath(shop) : shopsPath;
      if (!known) return { to: shopsPath, results: [{ kind: 'wrong', text: fill(words.shopGone, { shop }) }] };
      return { to: back, results: await probeResults(ask, shop) };
    },
  },
];

/** What the marketplace said to a look whether it lets us in. */
async function probeResults({ ctx, actor, realNow }: Ask, shop: string): Promise<Result[]> {
  const view = await probeAsWritten(ctx, shop, { actor, now: realNow });
  const text = fill(words.probed, { shop, sentence: view.sentence });
  const first: Result = view.kind === 'done' ? { kind: 'done', text } : { kind: 'wrong', text, remedy: view.remedy };
  return [
    first,
    ...(view.kind === 'done' && view.keyEnd !== '' ? [{ kind: 'note' as const, text: view.keyEnd }] : []),
    ...(view.note ? [{ kind: 'note' as const, text: view.note.sentence, remedy: view.note.remedy }] : []),
  ];
}

function Connected({ ask, shops }: { readonly ask: Ask; readonly shops: readonly ShopLine[] }) {
  return (
    <table class="cards-table">
      <caption class="unseen">{words.title}</caption>
      <thead>
        <tr>
          {[words.name, words.connection, words.key, words.act].map((one) => (
            <th scope="col" key={one}>
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shops.map((one) => (
          <tr data-row key={one.shop}>
            <th scope="row">
              <a href={shopPath(one.shop)}>{one.title}</a>
              <span class="sub">{one.shop}</span>
            </th>
            <td data-label={words.connection}>
              <span>
                {words.connections[one.connection]}
                {one.isNew ? <span class="sub">{words.notYet}</span> : null}
                {one.halted ? (
                  <span class="sub">
                    <OutcomeBadge tone="bad">{words.halted}</OutcomeBadge> {one.halted.sentence}
                  </span>
                ) : null}
              </span>
            </td>
            <td data-label={words.key}>
              <KeyEnd shop={one} />
            </td>
            <td data-label={words.act}>
              <ProbeButton ask={ask} shop={one.shop} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** When the key of a shop ends. */
export function KeyEnd({ shop: { keyEnds, isKeyDayUnknown } }: { readonly shop: ShopLine }) {
  if (!keyEnds) return <span class="sub-inline">{isKeyDayUnknown ? words.keyUnknown : words.keyForever}</span>;
  if (keyEnds.days < 0) return <OutcomeBadge tone="bad">{fill(words.keyOver, { day: keyEnds.day })}</OutcomeBadge>;
  const text = fill(words.keyLeft, { day: keyEnds.day, days: keyEnds.days });
  return keyEnds.days <= 30 ? <OutcomeBadge tone="warn">{text}</OutcomeBadge> : <span>{text}</span>;
}

export function ProbeButton({
  ask,
  shop,
  back = '',
}: {
  readonly ask: Ask;
  readonly shop: string;
  readonly back?: string;
}) {
  return (
    <Form ask={ask} action={`${shopsPath}/probe`}>
      <input type="hidden" name="shop" value={shop} />
      <input type="hidden" name="back" value={back} />
      <button type="submit">{words.probe}</button>
    </Form>
  );
}

export const toShops = { up: shopsPath, upTitle: words.toShops } as const;
