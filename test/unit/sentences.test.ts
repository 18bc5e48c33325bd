import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fill } from '../../src/core/sentences/fill.ts';
import { say } from '../../src/core/sentences/index.ts';

/* Every text with `{placeholders}` that stands in `src/core/sentences`, whoever says it. */

const folder = join(import.meta.dirname, '../../src/core/sentences');
const texts = new Map<string, string>();
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
for (const file of files.sort()) {
  collect(file.replace('.ts', ''), await import(join(folder, file)));
}

function collect(at: string, value: unknown): void {
  if (typeof value === 'string' && /\{\w+\}/.test(value) && !texts.has(value)) texts.set(value, at);
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(`${at}.${key}`, inner);
}

/** What a reader stumbles over: empty brackets, a particle without its noun, a colon or a command line that leads nowhere. */
const hole =
  /「[\s　]*」|（[\s　]*）|『』|：[。）]|(?:^|[。、（「\n])[のはがをにへ](?![あ-ん])|: *(?=\n|$)|、、|（[：、]|--shop *$/;

/** Placeholders that stand for whole sentences or lines, so that nothing is missing without them. */
const own = new Set(['hint', 'lab', 'notes']);

test('there are texts to look at, those of mails and reports too', () => {
  expect(texts.size).toBeGreaterThan(250);
  for (const part of ['filing.', 'help.help.said.', 'file-report.reportWords.', 'mails.mailWords.', 'index.'])
    expect([...texts.values()].some((at) => at.startsWith(part))).toBe(true);
});

test.each([...texts].map(([text, at]) => [at, text]))('%s reads well when an argument is empty', (_at, text) => {
  const names = [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!))];
  const full = Object.fromEntries(names.map((name) => [name, '値']));
  expect(fill(text, full)).not.toMatch(/[{}]/);
  if (hole.test(fill(text, full))) return; // what is asked for stands behind the colon
  for (const name of names) {
    const said = fill(text, { ...full, [name]: '' });
    expect(`${name} empty: ${said}`).not.toMatch(hole);
    if (!own.has(name)) expect(said.length).toBeGreaterThan(text.replace(/\{\w+\}/g, '').length);
  }
});

test.each<[string, Parameters<typeof fill>[1], string]>([
  [
    '{shop}の{job}が終わりました（{counts}）。',
    { shop: '見本商店', job: 'メール送信', counts: '' },
    '見本商店のメール送信が終わりました（対象なし）。',
  ],
  ['（支払方法：{method}）', { method: '' }, '（支払方法：（空欄））'],
  ['できません（{reason}）。', { reason: '' }, 'できません（理由は不明）。'],
  ['{count} 件', { count: 0 }, '0 件'],
  ['{amount} 円が上限 {limit} 円', { amount: 9999999, limit: '300000' }, '9,999,999 円が上限 300,000 円'],
  ['{amount}円', { amount: '9,999' }, '9,999円'],
  ['{number} の請求額 {amount} 円', { number: '20261121', amount: 999 }, '20261121 の請求額 999 円'],
  ['「{from}」→「{to}」', { from: '髙', to: '' }, '「髙」→「（文字を消す）」'],
  ['{missing}', {}, '{missing}'],
])('%s', (text, args, said) => {
  expect(fill(text, args)).toBe(said);
});

test('a sentence that is named must be given its arguments', () => {
  // @ts-expect-error reason and run are missing
  expect(say('run-failed', { shop: 'x', job: 'y', remedy: 'z' }).sentence).toContain('{reason}');
  // @ts-expect-error all are missing
  expect(say('file-locked').sentence).toContain('{file}');
});
