import type { LabState } from './lab.ts';
import { LabRefused } from './system.ts';
import { readRates } from './world/rates.ts';

/* What the control interface and scenarios ask of the lab, read and done. Every wish is plain JSON. */

const farthest = 366 * 86_400_000;

/** `{system, by: -90 | "-PT90S"}`: from now on the system's clock shows so much less than the lab's; 0 = the lab's again. */
export function skew(lab: LabState, wish: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  only(wish, ['system', 'by']);
  const { name } = lab.system(String(wish.system ?? ''));
  const by = signed(wish.by);
  if (by === 0) delete lab.skew[name];
  else lab.skew[name] = by;
  return lab.skew;
}

function signed(by: unknown): number {
  const text = String(by ?? '').trim();
  const seconds = text === '' ? Number.NaN : Number(text);
  let ms = seconds * 1000;
  if (!Number.isFinite(seconds)) {
    try {
      ms = Temporal.Duration.from(text).total({
        unit: 'millisecond',
        relativeTo: Temporal.PlainDate.from('2026-01-01'),
      });
    } catch {
      throw new LabRefused('by must be seconds or an ISO duration such as -PT90S');
    }
  }
  if (Math.abs(ms) > farthest) throw new LabRefused('a clock is off by a year at most');
  return Math.round(ms);
}

/** `{system, used: 0.5, operation?}`: half of what may be called is used up. Gives back which quotas. */
export function useQuota(lab: LabState, wish: Readonly<Record<string, unknown>>) {
  only(wish, ['system', 'used', 'operation']);
  const system = lab.system(String(wish.system ?? ''));
  const used = wish.used === undefined || wish.used === '' ? Number.NaN : Number(wish.used);
  if (!(used >= 0 && used <= 1)) throw new LabRefused('used must be a number from 0 to 1');
  const operation = wish.operation === undefined || wish.operation === '' ? undefined : String(wish.operation);
  const quotas = system.useQuota?.(used, operation) ?? [];
  if (quotas.length === 0)
    throw new LabRefused(`${system.name} has no quota${operation === undefined ? '' : ` of ${operation}`}`);
  return { system: system.name, used, quotas };
}

export function only(wish: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const name of Object.keys(wish))
    if (!known.includes(name)) throw new LabRefused(`unknown member ${name}; known: ${known.join(' ')}`);
}

/** `{on?, rates?, system?}`: rates of one system or of all; `rates: null` = as usual again. */
export function setLife(lab: LabState, wish: Readonly<Record<string, unknown>>): void {
  only(wish, ['on', 'rates', 'system', 'ordersPerHour', 'cancelled', 'unpaid']);
  const { on, rates, system, ...flat } = wish;
  if (on !== undefined && String(on) !== 'true' && String(on) !== 'false')
    throw new LabRefused('on must be true or false');
  // A form of the panel: blank rates are the usual ones.
  const isFlat = Object.keys(flat).length > 0;
  const given = isFlat ? (flat.ordersPerHour === '' ? null : flat) : rates;
  if (on === undefined && given === undefined) throw new LabRefused('on or rates is needed');
  const name = system === undefined || system === '' || system === '*' ? '*' : lab.system(String(system)).name;
  const read = given === undefined || given === null ? undefined : readRates(given);
  for (const one of lab.systems.values()) lab.settle(one);
  if (read) lab.life.rates[name] = read;
  else if (given === null) delete lab.life.rates[name];
  if (on !== undefined) lab.life.turn(String(on) === 'true', lab.clock.now());
}
