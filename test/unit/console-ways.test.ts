import { describe, expect, test } from 'vitest';
import { consoleText, inConsole } from '../../src/core/sentences/console/in-console.ts';
import { fileWays, ways } from '../../src/core/sentences/console/ways.ts';
import { type Sentence, sentences } from '../../src/core/sentences/index.ts';
import { sections } from '../../src/web/pages/index.ts';

/* What remedies say at the console: places of the console instead of commands, from one list. */

/** Sentences that only the command line says: about its own options, about starting, restoring, and work with whole stores. */
const ofCommandLine =
  /^(command|service|lab|learn|layout-origin|edit-(which|nothing|unreadable|slip)|split-(lines|unknown|one-line)|arrange-several|b2-unattended|console-needs|secret-empty|pull-range|settings-missing|stock-(set-how|number-bad)|store|restore|list-key|engine|key-missing)/;

const remedies = Object.entries(sentences as Record<string, Sentence>).flatMap(([code, one]) =>
  ofCommandLine.test(code)
    ? []
    : [one.sentence, one.remedy, one.remedyByApi, one.remedyTyped].flatMap((text) =>
        text === undefined ? [] : [[code, text] as const],
      ),
);

describe('no remedy at the console', () => {
  const commands = Object.keys(ways).map((one) => one.replace(/ --.*$/, ''));
  const named = new RegExp(`(?<![\\w-])(${commands.filter((one) => one.includes(' ')).join('|')})(?![\\w-])`);

  test('names a command that the console has a place for, or an option', () => {
    expect(remedies.filter(([, text]) => consoleText(text) !== text).length).toBeGreaterThan(90);
    const left = remedies
      .map(([code, text]) => [code, consoleText(text)] as const)
      .filter(([, text]) => named.test(text) || /(?<!「b2-bridge [^」]*)(^|[^!-~])--[a-z]/.test(text));
    expect(left).toEqual([]);
  });

  test('names any other command without calling it one', () => {
    const left = remedies
      .map(([code, text]) => [code, consoleText(text)] as const)
      .flatMap(([code, text]) =>
        [...text.matchAll(/(.{0,4})「?b2-bridge ([a-z][^」]*)/g)].map((found) => [code, ...found]),
      )
      .filter(([, , before]) => before?.endsWith('コマンド') !== true);
    expect(left).toEqual([]);
  });

  test('loses the product, settings or words that only look like commands', () => {
    for (const text of [
      'b2-bridge を起動し直してください。',
      '本物のときは「live: true」と「issue-labels: live」の両方を書いてください。',
      'この作業フォルダーでは別の b2-bridge が動いています。',
    ])
      expect(consoleText(text)).toBe(text);
  });
});

test.each([
  [
    'orders edit でお届け先の郵便番号を直してください。',
    '受注の「内容を修正する」でお届け先の郵便番号を直してください。',
  ],
  [
    '直したら「b2-bridge shops probe --shop amazon」で確かめてください。',
    '直したら設定の「店舗」の「接続を確かめる」で確かめてください。',
  ],
  [
    '戻すときは orders edit --reset、別の値にするときは orders edit --set を使います。',
    '戻すときは受注のページの「元の値に戻す」、別の値にするときは受注の「内容を修正する」を使います。',
  ],
  ['orders show 250-1_1 で別の出荷を見てください。', '「受注のページ」で別の出荷を見てください。'],
  [
    '発行を取り消してください（issue --undo）。',
    '発行を取り消してください（ファイルの「書き出したファイル」の「発行を取り消す」）。',
  ],
  ['終わったら service install を使います。', '終わったらコマンド「b2-bridge service install」を使います。'],
  ['b2-bridge layouts check で違いを確認してください。', '「レイアウト試着」で違いを確認してください。'],
])('%s', (text, expected) => {
  expect(consoleText(text)).toBe(expected);
});

test('every place is a page of the console', () => {
  const gets = sections.flatMap((one) => one.routes).filter((one) => one.method === 'get');
  const patterns = gets.map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));
  const places = [...Object.values(ways).flatMap(({ to }) => to ?? []), ...Object.values(fileWays)];
  expect(places.length).toBeGreaterThan(30);
  expect(places.filter((place) => !patterns.some((one) => one.test(place)))).toEqual([]);
});

test('a place leads there, text around it stays', () => {
  expect(inConsole('bridge.yaml の b2 を直し、b2 look を実行してください。')).toEqual([
    { words: 'bridge.yaml', to: '/settings' },
    ' の b2 を直し、',
    { words: '連携結果確認の「番号を確かめる」', to: '/link-history' },
    'を使って',
    'ください。',
  ]);
});
