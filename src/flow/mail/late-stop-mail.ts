import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { type Hold, type Shipment, type ShipmentState, stateTitles } from '../../core/shipment.ts';
import type { StoredMail } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { staffMails } from './send-mails.ts';

/** Something came to stop a parcel whose label is handed over or out. */
export interface LateStop {
  readonly shipment: Pick<Shipment, 'customerNo' | 'orderNumber'>;
  readonly state: ShipmentState;
  readonly hold: Hold;
}

/**
 * One mail at once about parcels that must perhaps be stopped, to everybody who hears of the shop or of labels: the screen may be
 * open, the parcel may be on the table.
 *
 * @param about the document that said so: taken twice, it is told once
 */
export function lateStopMails(ctx: Context, about: string, stops: readonly LateStop[]): StoredMail[] {
  if (stops.length === 0) return [];
  const list = stops.map(({ shipment: { orderNumber, customerNo }, state, hold }) => {
    const { sentence, remedy } = say(hold.code, hold.args);
    const where = mailWord(state === 'issuing' ? 'lateStopOnScreen' : 'lateStopOut');
    return mailWord('lateStopLine', {
      order: orderNumber,
      customerNo,
      state: stateTitles[state],
      where,
      sentence,
      remedy,
    });
  });
  const receivers = [...new Set([...(ctx.config.mail?.to ?? []), ...(ctx.config.b2?.mailTo ?? [])])];
  const words = { count: stops.length, list: list.join('\n') };
  const [subject, body] = [mailWord('lateStopSubject', words), mailWord('lateStopBody', words)];
  return staffMails(ctx, `late-stop ${about}`, subject, body, receivers);
}
