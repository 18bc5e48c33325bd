import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { type Hold, type Shipment, type ShipmentState, stateTitles } from '../../core/shipment.ts';
import type { StoredMail } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { staffMails } from './send-mails.ts';

/** Something came to stop a parcel whose label is handed over or out, or that was ready to get one (`held` now). */
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
  const [early, late] = [stops.filter((one) => one.state === 'held'), stops.filter((one) => one.state !== 'held')];
  return [...mailsOf(ctx, `late-stop ${about}`, 'late', late), ...mailsOf(ctx, `early-stop ${about}`, 'early', early)];
}

function mailsOf(ctx: Context, id: string, when: 'early' | 'late', stops: readonly LateStop[]): StoredMail[] {
  if (stops.length === 0) return [];
  const list = stops.map(({ shipment: { orderNumber, customerNo }, state, hold }) => {
    const { sentence, remedy } = say(hold.code, hold.args);
    const where = mailWord(wheres[state] ?? 'lateStopOut');
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
  const [subject, body] = [mailWord(`${when}StopSubject`, words), mailWord(`${when}StopBody`, words)];
  return staffMails(ctx, id, subject, body, receivers);
}

const wheres: Partial<Record<ShipmentState, 'lateStopOnScreen' | 'earlyStopHeld'>> = {
  issuing: 'lateStopOnScreen',
  held: 'earlyStopHeld',
};
