import type { CommandModule } from 'yargs';
import type { Validity } from '../core/dated.ts';
import { complaintInJapanese } from '../core/sentences/complaints.ts';
import { fill, help } from '../core/sentences/help.ts';
import { masterWords } from '../core/sentences/master-words.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';

const { commands, headings, kinds, said, weekdays } = masterWords;

/** `masters list|check` */
export const masters: CommandModule = {
  command: 'masters <command>',
  describe: commands.masters,
  builder: (yargs) =>
    yargs
      .command(['list', '$0'], commands.list, withJson, (args: JsonArgs) => run(() => list(args)))
      .command('check', commands.check, withJson, (args: JsonArgs) => run(() => check(args)))
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

interface Row {
  readonly kind: keyof typeof kinds;
  readonly code: string;
  readonly title: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly note: string;
}

async function list({ C, json }: JsonArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { config, masters: loaded } = loadWorkspace(C, process.env);
  const row = (kind: Row['kind'], code: string, title: string, note = '', { from, until }: Validity = {}): Row => ({
    kind,
    code,
    title,
    from: from ?? null,
    until: until ?? null,
    note,
  });
  const { slots = [], slips = [] } = loaded.codes ?? {};
  const replaced = (instead: string | undefined) => (instead === undefined ? '' : fill(said.instead, { instead }));
  const sellers = new Map(Object.values(config.shops).map((shop) => [shop.name, shop]));
  const rows: Row[] = [
    ...loaded.methods.map((one) => row('methods', one.code, one.title, one.carrier, one)),
    ...slots.map((one) => row('slots', one.code, one.title, replaced(one.instead), one)),
    ...slips.map((one) => row('slips', one.code, one.title, replaced(one.instead), one)),
    ...Object.entries(loaded.dictionaries).map(([name, words]) =>
      row('dictionary', name, '', fill(said.words, { count: words.size })),
    ),
    ...[...sellers.values()]
      .filter(({ seller }) => seller.name !== '' || seller.company !== '')
      .map(({ name, seller }) => row('shippers', name, seller.company || seller.name, seller.postalCode)),
    ...[...sellers.values()].map(({ name, holidays }) => {
      const every = holidays.weekdays.map((day) => weekdays[day - 1]).join('・');
      const parts = [
        every === '' ? '' : fill(said.weekdays, { days: every }),
        holidays.national ? said.national : '',
        holidays.dates.join('、'),
      ];
      return row('holidays', name, parts.filter((part) => part !== '').join('、') || '－');
    }),
  ];
  if (json) printJson(rows);
  else
    printTable(
      [headings.kind, headings.code, headings.title, headings.valid, headings.note],
      rows.map((one) => [kinds[one.kind], one.code, one.title, days(one), one.note]),
    );
  return exitCodes.done;
}

const days = ({ from, until }: Row): string =>
  from === null && until === null ? '' : `${from ?? ''} ～ ${until ?? ''}`.trim();

/** Every complaint about masters, and every case of them: the standard ones and the workspace's own. */
async function check({ C, json }: JsonArgs): Promise<ExitCode> {
  const { checkMasters } = await import('../flow/desk/settings/check-masters.ts');
  const { files, cases, complaints: wrong, failed } = checkMasters(C);
  const complaints = [...wrong, ...failed];
  if (json) printJson({ masters: files.map((one) => one.name), cases, complaints });
  else {
    const counts = { masters: files.length, cases, complaints: complaints.length };
    print(fill(complaints.length === 0 ? said.passed : said.failed, counts));
  }
  for (const one of complaints) warn(`${one.file}:${one.line}:${one.column} ${complaintInJapanese(one.sentence)}`);
  return complaints.length === 0 ? exitCodes.done : exitCodes.settings;
}
