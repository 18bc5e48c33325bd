import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, examples, type Score, score } from './measure-learn.ts';

/*
 * npx tsx test/support/learn-table.ts: measures `layouts learn` on every order file and public header list of the project (its own layout
 * taken away) and writes the table in docs/layouts.md anew. A test holds the table to what is measured.
 */
const begin = '<!-- learn: measured by test/support/learn-table.ts -->';
const end = '<!-- learn: end -->';
export const docs = join(import.meta.dirname, '../../docs/layouts.md');

interface Sum extends Omit<Score, 'wrong'> {
  readonly files: number;
  readonly wrong: number;
}

const zero: Sum = {
  files: 0,
  used: 0,
  right: 0,
  asked: 0,
  left: 0,
  wrong: 0,
  others: 0,
  othersLeft: 0,
  othersAsked: 0,
};

function add(sum: Sum, one: Score): Sum {
  return {
    files: sum.files + 1,
    used: sum.used + one.used,
    right: sum.right + one.right,
    asked: sum.asked + one.asked,
    left: sum.left + one.left,
    wrong: sum.wrong + one.wrong.length,
    others: sum.others + one.others,
    othersLeft: sum.othersLeft + one.othersLeft,
    othersAsked: sum.othersAsked + one.othersAsked,
  };
}

export const sumOf = (all: readonly Example[]): Sum => all.map(score).reduce(add, zero);

const groups = {
  known: 'samples and cases of the standard layouts',
  public: 'other public header lists',
  further: 'header lists of shops, measured before they had a layout',
  unseen: 'header lists found after all was made',
} as const;

export async function learnTable(): Promise<string> {
  const { examples: all } = await examples();
  const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
  const row = (name: string, sum: Sum) =>
    `| ${[name, sum.files, sum.used, share(sum.right, sum.used), share(sum.asked, sum.used), share(sum.left, sum.used), sum.wrong, sum.others, share(sum.othersLeft, sum.others)].join(' | ')} |`;
  const grouped = Object.entries(groups).map(([group, title]) =>
    row(title, sumOf(all.filter((one) => one.group === group))),
  );
  const single = all
    .filter((one) => one.group === 'further' || one.group === 'unseen')
    .map((one) => row(one.name, sumOf([one])));
  return [
    '| headers | files | columns with a field | right at once | asked | left out, and said | wrong without asking | columns without one | left alone |',
    '|---|---|---|---|---|---|---|---|---|',
    ...grouped,
    row('all', sumOf(all)),
    ...single,
  ].join('\n');
}

/** The table as it stands in the docs. */
export function tableInDocs(): string {
  const text = readFileSync(docs, 'utf8');
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim();
}

if (process.argv[1] === import.meta.filename) {
  const text = readFileSync(docs, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))];
  writeFileSync(docs, `${before}${begin}\n\n${await learnTable()}\n\n${after}`);
}
