import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords, shopsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { keyDayOf, secretPlace, shopLines, shopQuestions } from '../../../flow/desk/settings/shops.ts';
import { valueAt } from '../../../flow/desk/settings/values.ts';
import { Facts } from '../../parts/facts.tsx';
import { withQuery } from '../../parts/links.tsx';
import type { Ask, Route } from '../../types.ts';
import type { SettingField } from './fields.tsx';
import { type FieldGroup, reviewForm, SettingsForm } from './form-page.tsx';
import { methodChoices, senderChoices } from './forms.tsx';
import { Frame, unknownPage, withSettings } from './frame.tsx';
import { openShopPath } from './open-shop.tsx';
import { secretLabel } from './review.tsx';
import { KeyEnd, ProbeButton, shopPath, shopsPath, toShops } from './shops.tsx';

const blank = settingsWords.blankShop;

/** What of a shop may be changed here; everything else stands in the file. */
function groupsOf(ask: Ask, shop: string, marketplace: string, values: unknown): FieldGroup[] {
  const field = (kind: SettingField['kind'], key: string, more: Partial<SettingField> = {}): SettingField => ({
    path: ['shops', shop, ...key.split('.')],
    kind,
    blank,
    ...more,
  });
  const general: FieldGroup = {
    title: words.general,
    fields: [
      field('text', 'title'),
      field('choice', 'sender'),
      field('choice', 'seller', { choices: senderChoices(values) }),
      field('choice', 'default-method', { choices: methodChoices(ask.ctx) }),
      field('text', 'item-name'),
      field('choice', 'issue'),
      field('choice', 'shipped-when'),
      field('text', 'business-hours'),
      field('text', 'silence'),
    ],
  };
  const hasApi = valueAt(values, ['shops', shop, 'api']) !== undefined;
  if (!hasApi) return [general];
  const api = (shopQuestions(ask.ctx, marketplace) ?? []).map(({ path, isSecret }): SettingField => {
    const key = path.at(-1) ?? '';
    const label = secretLabel(key);
    const place = isSecret ? secretPlace(values, ['shops', shop, ...path]) : null;
    // A key that lies in the store is replaced under its own name.
    const stored = place?.kind === 'stored' ? place.name : `${shop}-${key}`;
    const kind = isSecret ? 'secret' : isYesNo(valueAt(values, ['shops', shop, ...path])) ? 'flag' : 'text';
    return { path: ['shops', shop, ...path], kind, stored, words: { label } };
  });
  const day = keyDayOf(marketplace);
  return [
    general,
    {
      title: words.api,
      fields: [
        field('flag', 'live', { blank: words.liveBlank }),
        ...api,
        ...(day === undefined
          ? []
          : [field('text', `api.${day}`, { words: { label: words.keyDay, hint: words.keyDayHint } })]),
      ],
    },
  ];
}

const isYesNo = (value: unknown): boolean => typeof value === 'boolean';

export const shopRoutes: readonly Route[] = [
  {
    method: 'get',
    path: `${shopsPath}/of/:name`,
    role: 'manage',
    async handle(ask) {
      const line = await lineOf(ask);
      if (!line) return unknownPage(toShops.up, toShops.upTitle);
      return withSettings(ask, line.title, (written) => ({
        title: fill(words.of, { shop: line.title }),
        help: pageHelp.settingsShop,
        body: (
          <Frame {...toShops}>
            <Facts
              facts={[
                [words.shopCode, line.shop],
                [words.marketplace, line.marketplace],
                [words.connection, words.connections[line.connection]],
                [words.key, line.connection === 'none' ? '' : <KeyEnd shop={line} />],
                [words.halted, line.halted ? `${line.halted.sentence} ${line.halted.remedy}` : ''],
                ['', line.isNew ? words.notYet : ''],
              ]}
            />
            {line.connection === 'none' ? (
              <p>
                {words.noApi}{' '}
                {shopQuestions(ask.ctx, line.marketplace) ? (
                  <a href={withQuery(`${shopsPath}/new`, { marketplace: line.marketplace, shop: line.shop })}>
                    {words.connect}
                  </a>
                ) : null}
              </p>
            ) : (
              <div class="buttons bottom">
                <ProbeButton ask={ask} shop={line.shop} back="shop" />
              </div>
            )}
            <p>
              <a href={openShopPath(line.shop)}>{fill(words.openTitle, { shop: line.title })}</a>
            </p>
            <SettingsForm
              ask={ask}
              action={shopPath(line.shop)}
              written={written}
              groups={groupsOf(ask, line.shop, line.marketplace, written.values)}
            />
          </Frame>
        ),
      }));
    },
  },
  {
    method: 'post',
    path: `${shopsPath}/of/:name`,
    role: 'manage',
    async handle(ask) {
      const line = await lineOf(ask);
      if (!line) return unknownPage(toShops.up, toShops.upTitle);
      return withSettings(ask, line.title, ({ values }) =>
        reviewForm(
          ask,
          groupsOf(ask, line.shop, line.marketplace, values).flatMap((one) => one.fields),
          shopPath(line.shop),
        ),
      );
    },
  },
];

const lineOf = async ({ ctx, params }: Ask) => (await shopLines(ctx)).find((one) => one.shop === params.name);
