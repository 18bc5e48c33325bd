import type { Rates } from '../life.ts';
import { LabRefused } from '../system.ts';

const most = 3600;

/** `{ordersPerHour: 20, cancelled: "3%", unpaid: 0.05}`. @throws LabRefused */
export function readRates(wish: unknown): Rates {
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish))
    throw new LabRefused('rates must be an object of ordersPerHour, cancelled, unpaid');
  const { ordersPerHour, cancelled, unpaid, ...others } = wish as Readonly<Record<string, unknown>>;
  const strange = Object.keys(others)[0];
  if (strange) throw new LabRefused(`rates: unknown member rates.${strange}; known: ordersPerHour cancelled unpaid`);
  const orders = ordersPerHour === undefined || ordersPerHour === '' ? Number.NaN : Number(ordersPerHour);
  if (!(orders >= 0 && orders <= most)) throw new LabRefused(`rates.ordersPerHour must be a number from 0 to ${most}`);
  const rates = { ordersPerHour: orders, cancelled: share(cancelled, 'cancelled'), unpaid: share(unpaid, 'unpaid') };
  if (rates.cancelled + rates.unpaid > 1) throw new LabRefused('rates: cancelled and unpaid are more than all orders');
  return rates;
}

/** `0.03` or `3%`; left out = none. */
function share(wish: unknown, name: string): number {
  if (wish === undefined || wish === '') return 0;
  const percent = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(String(wish));
  const value = percent ? Number(percent[1]) / 100 : Number(wish);
  if (!(value >= 0 && value <= 1)) throw new LabRefused(`rates.${name} must be a share such as 0.03 or 3%`);
  return value;
}

/** `orders=20,cancelled=3%,unpaid=5%`, as the command line has it. @throws LabRefused */
export function ratesOfText(text: string): Rates {
  const given = Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', value = ''] = part.split('=').map((one) => one.trim());
      return [name === 'orders' ? 'ordersPerHour' : name, value.replace(/\/h$/, '')];
    }),
  );
  return readRates(given);
}
