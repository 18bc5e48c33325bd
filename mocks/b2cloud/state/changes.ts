import { type Change, LabRefused } from '../../system.ts';
import { contracts } from './access.ts';
import { properties } from './columns.ts';
import { closeScreen } from './hand-over.ts';
import type { B2State, Plans } from './state.ts';

/** What happens to the lab's B2 Cloud by hand. */
export function b2Changes(state: B2State): Readonly<Record<string, Change>> {
  const { random } = state;
  const plan = (
    title: string,
    args: Change['args'],
    run: (args: Readonly<Record<string, string>>) => void,
  ): Change => ({
    title,
    args,
    run(given) {
      run(given);
      return state.plans;
    },
  });
  const switchOf = (given: string | undefined): boolean => {
    if (given === 'on') return true;
    if (given === 'off') return false;
    throw new LabRefused('on or off is expected');
  };
  const count = (given: string | undefined, fallback: number): number => {
    const number = given === undefined || given === '' ? fallback : Number(given);
    if (!Number.isInteger(number) || number < 0) throw new LabRefused('a whole number ≥ 0 is expected');
    return number;
  };
  const choice = <T extends string>(given: string | undefined, known: readonly T[]): T => {
    const found = known.find((one) => one === given);
    if (!found) throw new LabRefused(`one of ${known.join(' ')} is expected`);
    return found;
  };
  return {
    'force-error': plan(
      '次の行にエラーを出す / The next rows get this error',
      { code: 'EF016001', property: 'consignee_zip_code', 'customer?': '250-0000000-0000000_1', 'count?': '1' },
      ({ code = '', property = '', customer = '', count: left }) => {
        if (!/^[A-Z]{2}\d{6}$/.test(code)) throw new LabRefused('code must be two letters and six digits');
        if (!properties.has(property)) throw new LabRefused(`unknown property ${property}`);
        state.plans.forced.push({ code, property, customerNo: customer, left: count(left, 1) });
      },
    ),
    'clear-errors': plan('エラーの予約を消す / No forced errors any more', {}, () => {
      state.plans.forced = [];
    }),
    'poll-delay': plan('印刷の準備にかかる時間 / A print takes so long', { ms: '1500' }, ({ ms }) => {
      state.plans.pollMs = count(ms, 1500);
    }),
    'spool-delay': plan('発行済データが出るまでの時間 / Issued data come so much later', { ms: '1500' }, ({ ms }) => {
      state.plans.spoolMs = count(ms, 1500);
    }),
    'fail-issues': plan('次の発行を失敗させる / The next prints fail', { 'count?': '1' }, ({ count: times }) => {
      state.plans.failIssues = count(times, 1);
    }),
    'html-instead-of-pdf': plan(
      'PDFの代わりにHTMLを返す / The next PDFs are HTML',
      { 'count?': '1' },
      ({ count: times }) => {
        state.plans.htmlInsteadOfPdf = count(times, 1);
      },
    ),
    'partial-numbers': plan(
      '発行済データを途中までにする / The next issued data have only so many rows',
      { rows: '1' },
      ({ rows }) => {
        state.plans.partial = count(rows, 0);
      },
    ),
    notify: plan(
      '通知のしかた (browser, server, lost, twice) / Who calls the notify address',
      { by: 'lost' },
      ({ by }) => {
        state.plans.notify = choice<Plans['notify']>(by, ['browser', 'server', 'lost', 'twice']);
      },
    ),
    'numbers-at': plan('番号を付けるとき (pdf, ready) / When numbers are given', { when: 'ready' }, ({ when }) => {
      state.plans.numbersAt = choice<Plans['numbersAt']>(when, ['pdf', 'ready']);
    }),
    history: plan('発行済の検索を開ける・閉める / Partners may search issued slips', { open: 'off' }, ({ open }) => {
      state.plans.isHistoryOpen = switchOf(open);
    }),
    busy: plan('混雑中にする / Everything is answered with 419', { busy: 'on' }, ({ busy }) => {
      state.plans.isBusy = switchOf(busy);
    }),
    'expire-sessions': {
      title: 'セッションを切る / All sessions and passes end',
      args: {},
      run() {
        state.access.sessions.clear();
        state.access.passes.clear();
        return {};
      },
    },
    'close-screens': {
      title: '編集画面を閉じる / Somebody closes all edit screens',
      args: {},
      run: () => ({
        lost: state.handOvers
          .filter((one) => one.screenState === 'open')
          .reduce((sum, one) => sum + closeScreen(one, 'closed'), 0),
      }),
    },
    'refuse-key': {
      title: 'アクセスキーを拒む / The access key is refused',
      args: { refused: 'on' },
      run({ refused }) {
        state.access.isRefused = switchOf(refused);
        if (state.access.isRefused) state.access.sessions.clear();
        return { refused: state.access.isRefused };
      },
    },
    'renew-key': {
      title: 'アクセスキーを発行し直す / A new access key; the old one stops',
      args: {},
      run() {
        state.access.accessKey = `lab-b2-access-key-${random().digits(4)}`;
        state.access.sessions.clear();
        return { accessKey: state.access.accessKey };
      },
    },
    contract: {
      title: `契約を変える / Something is in the contract or not: ${contracts.join(' ')}`,
      args: { name: 'A', has: 'off' },
      run({ name, has }) {
        const one = choice(name, contracts);
        if (switchOf(has)) state.access.contracts.add(one);
        else state.access.contracts.delete(one);
        return { contracts: [...state.access.contracts] };
      },
    },
    billing: {
      title: 'ご請求先を足す / One more billing code',
      args: { code: '000000000001', 'class?': '001', 'freight?': '01' },
      run({ code = '', class: ext = '', freight = '01' }) {
        if (!/^\d{10,12}$/.test(code)) throw new LabRefused('code must be 10 to 12 digits');
        state.access.billing.push({ code, ext, freight: freight.split(' ') });
        return { billing: state.access.billing };
      },
    },
    domain: {
      title: '通知先のドメインを足す / One more host that may be told of prints',
      args: { host: 'shop.example' },
      run({ host = '' }) {
        state.access.domains.add(host);
        return { domains: [...state.access.domains] };
      },
    },
  };
}
