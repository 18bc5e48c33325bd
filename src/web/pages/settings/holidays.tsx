import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords, mastersWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { masterWords } from '../../../core/sentences/master-words.ts';
import type { SettingsText } from '../../../flow/desk/settings/files.ts';
import { proposeValues, type SettingValue, settingsAsShown, valueAt } from '../../../flow/desk/settings/values.ts';
import { Form } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { shopName } from '../../parts/place.ts';
import type { Ask, Route } from '../../types.ts';
import { Base, reviewChange } from './conflict.tsx';
import { type SettingField, SettingInput } from './fields.tsx';
import { Frame, unknownPage, withSettings } from './frame.tsx';

const here = '/settings/holidays';

/** Where the holidays of a shop stand; '' = those of all shops. */
const placeOf = (shop: string) => (shop === '' ? ['defaults', 'holidays'] : ['shops', shop, 'holidays']);

const shopsOf = (values: unknown): string[] => Object.keys((valueAt(values, ['shops']) as object | undefined) ?? {});

export const holidayRoutes: readonly Route[] = [
  {
    method: 'get',
    path: here,
    role: 'manage',
    handle: (ask) =>
      withSettings(ask, words.holidaysTitle, (written) => {
        const shop = ask.query.get('shop') ?? '';
        if (shop !== '' && !shopsOf(written.values).includes(shop)) return unknownPage(here, words.holidaysTitle);
        const own = valueAt(written.values, placeOf(shop));
        const block = own ?? valueAt(written.values, placeOf(''));
        const list = (key: string) => {
          const found = valueAt(block, [key]);
          return Array.isArray(found) ? found.map(String) : [];
        };
        const weekdays = list('weekdays');
        const dates: SettingField = {
          path: ['dates'],
          kind: 'lines',
          words: { label: words.dates, hint: '' },
        };
        return {
          title: words.holidaysTitle,
          help: pageHelp.holidays,
          body: (
            <Frame>
              <Shops ask={ask} values={written.values} shop={shop} />
              <h2>{shop === '' ? words.allShops : fill(words.ownShop, { shop: shopName(ask.ctx, shop) })}</h2>
              <Form ask={ask} action={here} class="stack settings-form">
                <Base file={written.file} />
                <input type="hidden" name="shop" value={shop} />
                <fieldset>
                  <legend>{words.weekdays}</legend>
                  <div class="buttons">
                    {masterWords.weekdays.map((day) => (
                      <label class="check" key={day}>
                        <input type="checkbox" name="weekday" value={day} checked={weekdays.includes(day)} />
                        {day}
                      </label>
                    ))}
                  </div>
                </fieldset>
                <label class="check">
                  <input type="checkbox" name="national" value="yes" checked={valueAt(block, ['national']) === true} />
                  {words.national}
                </label>
                <div class="narrow">
                  <SettingInput field={dates} values={{ dates: list('dates') }} />
                </div>
                {shop !== '' && own !== undefined ? (
                  <label class="check">
                    <input type="checkbox" name="common" value="yes" />
                    {words.toCommon}
                  </label>
                ) : null}
                <p>
                  <button type="submit" class="main">
                    {settingsWords.preview}
                  </button>
                </p>
              </Form>
            </Frame>
          ),
        };
      }),
  },
  {
    method: 'post',
    path: here,
    role: 'manage',
    handle(ask) {
      const shop = ask.form.get('shop') ?? '';
      const back = withQuery(here, { shop });
      return withSettings(ask, words.holidaysTitle, ({ values }) => {
        if (shop !== '' && !shopsOf(values).includes(shop)) return unknownPage(here, words.holidaysTitle);
        return reviewChange(ask, 'bridge.yaml', (shown) => proposeHolidays(ask, shown, placeOf(shop)), { back });
      });
    },
  },
];

function proposeHolidays(ask: Ask, shown: SettingsText, place: readonly string[]) {
  const { form } = ask;
  const written = settingsAsShown(shown, shown.text);
  if (form.get('common') === 'yes') return proposeValues(ask.ctx, written, [{ path: place, value: undefined }]);
  const days: readonly string[] = masterWords.weekdays;
  const dates = (form.get('v:dates') ?? '')
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const wanted = {
    weekdays: form.getAll('weekday').filter((one) => days.includes(one)),
    national: form.get('national') === 'yes',
    dates,
  };
  // What is not written and shall be nothing needs no line; of a shop the lines say that it has none of its own.
  const isOwn = place[0] === 'shops';
  const values = Object.entries(wanted).flatMap(([key, value]): SettingValue[] => {
    const isNothing = value === false || (Array.isArray(value) && value.length === 0);
    const isWritten = valueAt(written.values, [...place, key]) !== undefined;
    return isNothing && !isWritten && !isOwn ? [] : [{ path: [...place, key], value }];
  });
  return proposeValues(ask.ctx, written, values);
}

function Shops({ ask, values, shop }: { readonly ask: Ask; readonly values: unknown; readonly shop: string }) {
  const entries = ['', ...shopsOf(values)];
  return (
    <nav class="tabs wrap" aria-label={words.holidaysOf}>
      {entries.map((one) => {
        const isOwn = one === '' || valueAt(values, placeOf(one)) !== undefined;
        const title =
          one === '' ? words.allShops : fill(isOwn ? words.ownTab : words.followTab, { shop: shopName(ask.ctx, one) });
        return (
          <a href={withQuery(here, { shop: one })} aria-current={one === shop ? 'page' : undefined} key={one}>
            {title}
          </a>
        );
      })}
    </nav>
  );
}
