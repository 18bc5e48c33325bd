/** How a shop rounds the tax that is worked out of an amount. */
export type Rounding = 'down' | 'nearest' | 'up';

const rounders: Readonly<Record<Rounding, (yen: number) => number>> = {
  down: Math.floor,
  nearest: Math.round,
  up: Math.ceil,
};

/** Consumption tax inside an amount (内消費税額), whole yen. `rate` in percent. */
export function taxInside(amount: number, rate: number, rounding: Rounding): number {
  return rounders[rounding]((amount * rate) / (100 + rate));
}
