import { checkMoney } from './check-money.ts';
import { checkOptions } from './check-options.ts';
import { checkShape } from './check-shape.ts';
import type { Checked, CheckInput, Complain, Complaint } from './check-types.ts';
import { normalize } from './normalize.ts';
import { services } from './services.ts';

export type { Checked, CheckInput, Complain, Complaint } from './check-types.ts';

/** Codes of complaints that may be printed all the same begin with one of these. Trust B for W, A; C for D. */
const mild = /^[WAD]/;

/** Codes that begin with EL or WL are the lab's own: the rule is known, B2's code for it is not. */
export function checkRow(input: CheckInput): Checked {
  const complaints: Complaint[] = [];
  const complain: Complain = (code, property, description) => complaints.push({ property, code, description });
  const values = normalize(input.values, input.today);
  const service = services.get(values.service_type ?? '');
  checkShape(values, service, complain);
  if (!service) complain('EL003002', 'service_type', '送り状の種類が正しくありません。');
  else {
    if (!input.access.contracts.has(service.code)) {
      complain('ES002005', 'service_type', `「${service.title}」はご契約がないため使えません。`);
    }
    checkOptions(values, service, input, complain);
    checkMoney(values, service, input, complain);
  }
  for (const one of input.forced) complain(one.code, one.property, `試験用のエラーです（${one.code}）。`);
  return { values, complaints, flag: flagOf(complaints) };
}

const duplicates = ['WL009001', 'WL009002', 'WL009003'];

function flagOf(complaints: readonly Complaint[]): Checked['flag'] {
  if (complaints.some((one) => !mild.test(one.code))) return '9';
  const isDuplicate = complaints.some((one) => duplicates.includes(one.code));
  const isElsewhere = complaints.some((one) => one.code === 'WL016001');
  if (isDuplicate) return isElsewhere ? '3' : '2';
  return complaints.length > 0 ? '1' : '0';
}
