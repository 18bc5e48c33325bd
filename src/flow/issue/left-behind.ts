import type { Problem } from '../../core/problem.ts';
import { openWords } from '../../core/sentences/b2-link.ts';
import { say } from '../../core/sentences/index.ts';
import type { Shipment } from '../../core/shipment.ts';
import type { OutboxFile, StoredShipment } from '../../store/types.ts';
import type { Context, LeftOut } from '../types.ts';

/** A method that leaves open what a person chooses on the carrier's screen. */
export function leftForScreen(ctx: Context, stored: StoredShipment, what: 'slip' | 'cool'): LeftOut {
  const { shipment } = stored;
  const method = ctx.masters.methods.find((one) => one.code === shipment.method)?.title ?? shipment.method;
  const name = what === 'slip' ? 'delivery.service' : 'delivery.cool';
  return leftBecause(stored, { code: 'b2-only-on-screen', args: { method, what: openWords[what], name } });
}

/** What is left out because of something that is not its own. */
export function leftBecause({ shipment }: StoredShipment, { code, args }: Pick<Problem, 'code' | 'args'>): LeftOut {
  return { number: shipment.orderNumber, customerNo: shipment.customerNo, code, ...say(code, args) };
}

export function leftOnLabel({ orderNumber: number, customerNo, onlyOnLabel: fields = [] }: Shipment): LeftOut {
  const code = 'reissue-edited-on-screen';
  return { number, customerNo, code, ...say(code, { fields: fields.join('、') }) };
}

/** A file of it was written again already: two of them would be two labels more. */
export function leftReissued({ orderNumber: number, customerNo }: Shipment, { path }: OutboxFile): LeftOut {
  const code = 'reissue-file-open';
  return { number, customerNo, code, ...say(code, { file: path }) };
}
