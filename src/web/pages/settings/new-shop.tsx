import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords, shopsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { propose } from '../../../flow/desk/settings/propose.ts';
import {
  connectedMarketplaceNames,
  type NewShop,
  proposeShop,
  type ShopQuestion,
  shopQuestions,
} from '../../../flow/desk/settings/shops.ts';
import { settingsAsShown } from '../../../flow/desk/settings/values.ts';
import { Field, Form, Select } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import { Base, reviewChange } from './conflict.tsx';
import { Frame, unknownPage, withSettings } from './frame.tsx';
import { secretLabel } from './review.tsx';
import { shopPath, shopsPath, toShops } from './shops.tsx';

const here = `${shopsPath}/new`;
const answerName = ({ path }: ShopQuestion): string => `a:${path.join('.')}`;

/** The same questions as `shops add`: which marketplace, then what it must be told; secrets come with the last question. */
export const newShopRoutes: readonly Route[] = [
  { method: 'get', path: here, role: 'manage', handle: (ask) => page(ask) },
  {
    method: 'post',
    path: here,
    role: 'manage',
    handle: (ask) =>
      withSettings(ask, words.add, () => {
        const marketplace = ask.form.get('marketplace') ?? '';
        const questions = shopQuestions(ask.ctx, marketplace);
        if (!questions) return unknownPage(toShops.up, toShops.upTitle);
        const name = (ask.form.get('shop') ?? '').trim();
        const wish = {
          name,
          marketplace,
          title: (ask.form.get('title') ?? '').trim(),
          live: ask.form.get('live') === 'true',
          answers: new Map(questions.map((one) => [one.path.join('.'), (ask.form.get(answerName(one)) ?? '').trim()])),
        };
        let made: NewShop | 'taken' | 'unknown' | undefined;
        const secrets = new Map<string, string>();
        const answer = reviewChange(
          ask,
          'bridge.yaml',
          (shown) => {
            made = proposeShop(ask.ctx, settingsAsShown(shown, shown.text), wish);
            if (typeof made !== 'object') return propose(ask.ctx, shown, shown.text);
            for (const [stored, key] of made.secrets) secrets.set(stored, secretLabel(key));
            return made.proposal;
          },
          { back: shopPath(name), secrets },
        );
        if (typeof made === 'object' && made.proposal.complaints.length === 0) return answer;
        const isTaken = made === 'taken';
        const text = isTaken ? fill(words.exists, { shop: name }) : settingsWords.wrong;
        const wrong = typeof made === 'object' ? made.proposal.complaints : [];
        return page(ask, [
          { kind: 'wrong', text, ...(isTaken && { remedy: words.existsNext }) },
          ...wrong.map((one) => ({ kind: 'wrong' as const, text: one.sentence, remedy: one.remedy })),
        ]);
      }),
  },
];

function page(ask: Ask, results: NonNullable<Extract<Answer, { title: string }>['results']> = []): Answer {
  return withSettings(ask, words.add, (written) => {
    const given = (name: string) => ask.form.get(name) ?? ask.query.get(name) ?? '';
    const marketplace = given('marketplace');
    const questions = shopQuestions(ask.ctx, marketplace);
    if (!questions) return { title: words.add, help: pageHelp.settingsNewShop, body: <Which /> };
    const title = connectedMarketplaceNames().find((one) => one.name === marketplace)?.title ?? marketplace;
    return {
      title: fill(words.addTitle, { marketplace: title }),
      help: pageHelp.settingsNewShop,
      ...(results.length > 0 && { status: 422, results }),
      body: (
        <Frame {...toShops}>
          <Form ask={ask} action={here} class="narrow stack">
            <Base file={written.file} />
            <input type="hidden" name="marketplace" value={marketplace} />
            <Field label={words.code} name="shop" value={given('shop') || marketplace} required />
            <Field label={words.shownAs} name="title" value={given('title')} />
            <Select
              label={words.live}
              name="live"
              value={given('live')}
              options={[
                { value: '', title: words.liveNo },
                { value: 'true', title: words.liveYes },
              ]}
            />
            {questions
              .filter((one) => !one.isSecret)
              .map((one) => (
                <Field
                  label={secretLabel(one.path.at(-1) ?? '')}
                  name={answerName(one)}
                  id={`f-${one.path.join('.')}`}
                  value={given(answerName(one))}
                  required={!one.mayBeBlank}
                  key={one.path.join('.')}
                />
              ))}
            <p class="hint">{words.secretLater}</p>
            <p>
              <button type="submit" class="main">
                {settingsWords.preview}
              </button>
            </p>
          </Form>
        </Frame>
      ),
    };
  });
}

function Which() {
  return (
    <Frame {...toShops}>
      <h2>{words.which}</h2>
      <ul class="tiles">
        {connectedMarketplaceNames().map(({ name, title }) => (
          <li key={name}>
            <a href={withQuery(here, { marketplace: name })}>{title}</a>
          </li>
        ))}
      </ul>
      <p class="hint">{words.whichNext}</p>
    </Frame>
  );
}
