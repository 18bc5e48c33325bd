import type { CheckInput, Complain } from './check-types.ts';
import { titleOf } from './columns.ts';
import type { Service } from './services.ts';
import type { Values } from './values.ts';

/** Cash on delivery, billing, card payment, 収納代行. */
export function checkMoney(values: Values, service: Service, input: CheckInput, complain: Complain): void {
  const get = (name: string) => values[name] ?? '';
  if (service.collect > 0) {
    const amount = Number(get('amount'));
    if (!(amount > 0)) complain('EF011020', 'amount', 'コレクト代金引換額を入力してください。');
    else if (amount > service.collect) {
      complain(
        'EL003034',
        'amount',
        `「${service.title}」の代金引換額は${service.collect.toLocaleString('ja-JP')}円までです。`,
      );
    }
    if (!/^\d+$/.test(get('tax_amount'))) complain('EL011035', 'tax_amount', '内消費税額等を入力してください。');
    else if (Number(get('tax_amount')) > amount) {
      complain('EL003035', 'tax_amount', '内消費税額等が代金引換額より大きくなっています。');
    }
  } else {
    for (const [no, name] of [
      ['034', 'amount'],
      ['035', 'tax_amount'],
    ] as const) {
      if (Number(get(name)) > 0)
        complain(`EL004${no}`, name, `「${service.title}」では「${titleOf(name)}」を指定できません。`);
    }
  }
  checkBilling(get, service, input, complain);
  if (get('payment_flg') === '1') {
    if (!service.payment)
      complain('EL004043', 'payment_flg', `「${service.title}」ではクロネコwebコレクトを使えません。`);
    for (const [no, name] of [
      ['044', 'payment_number'],
      ['045', 'payment_receipt_no1'],
    ] as const) {
      if (get(name) === '') complain(`EL011${no}`, name, `「${titleOf(name)}」を入力してください。`);
    }
    if (service.code === '6' && get('payment_receipt_no2') + get('payment_receipt_no3') !== '') {
      complain('EL004046', 'payment_receipt_no2', '発払い（複数口）では申込受付番号は1つだけです。');
    }
  } else if (!['', '0'].includes(get('payment_flg'))) {
    complain('EL003043', 'payment_flg', '「クロネコwebコレクトデータ登録」の値が正しくありません。');
  }
  if (get('is_agent') === '1') {
    if (!input.access.contracts.has('agent')) complain('ES017002', 'is_agent', '収納代行のご契約がありません。');
    for (const [name, code] of agent) {
      if (get(name) === '') complain(code, name, `「${titleOf(name)}」を入力してください。`);
    }
  } else if (get('is_agent') !== '0')
    complain('EL003055', 'is_agent', '「クロネコ収納代行利用区分」の値が正しくありません。');
}

function checkBilling(get: (name: string) => string, service: Service, input: CheckInput, complain: Complain): void {
  const code = get('invoice_code');
  // 着払い and ゆうメール need none; given ones are taken.
  if (!service.billing && code === '') return;
  if (code === '') {
    complain('EF011082', 'invoice_code', 'ご請求先を入力してください。');
    return;
  }
  const ext = get('invoice_code_ext');
  const freight = get('invoice_freight_no');
  const known = input.access.billing.find((one) => one.code === code && one.ext === ext);
  if (freight === '') complain('EL011042', 'invoice_freight_no', '運賃管理番号を入力してください。');
  if (!known || (freight !== '' && !known.freight.includes(freight))) {
    complain(
      'ES006002',
      'invoice_code',
      'このご請求先は登録されていません。顧客コード、分類コード、運賃管理番号を確認してください。',
    );
  }
}

const agent: readonly (readonly [string, string])[] = [
  ['agent_amount', 'EF011024'],
  ['agent_tax_amount', 'EF011026'],
  ['agent_invoice_zip_code', 'EF011027'],
  ['agent_invoice_address1', 'EF011028'],
  ['agent_invoice_address2', 'EF011029'],
  ['agent_invoice_name', 'EF011030'],
  ['agent_invoice_kana', 'EF011031'],
  ['agent_request_name', 'EF011032'],
  ['agent_request_zip_code', 'EF011033'],
  ['agent_request_address1', 'EF011034'],
  ['agent_request_address2', 'EF011035'],
  ['agent_request_telephone', 'EF011036'],
];
