import type { Random } from '../random.ts';
import { LabRefused } from '../system.ts';
import type { Latency } from './kinds.ts';

/** Longest wait of one call, ms: a client must be able to end. */
const longest = 600_000;

/** Reads `{min, max}` or `{p50, p95, max?}`, or the same as JSON text. @throws LabRefused */
export function readLatency(wish: unknown): Latency | null {
  if (wish === undefined || wish === null || wish === '') return null;
  const given = typeof wish === 'string' ? parsed(wish) : wish;
  const form = new LabRefused('latency must be {"min":ms,"max":ms} or {"p50":ms,"p95":ms,"max":ms}');
  if (typeof given !== 'object' || given === null) throw form;
  const { min, max, p50, p95, ...others } = given as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw form;
  const ms = (value: unknown): number => {
    if (typeof value !== 'number' || !(value >= 0) || value > longest) throw form;
    return value;
  };
  if (p50 !== undefined && p95 !== undefined && min === undefined) {
    const [middle, high] = [ms(p50), ms(p95)];
    if (middle <= 0 || high < middle) throw new LabRefused('latency: p50 must be above 0 and p95 at least as much');
    return { p50: middle, p95: high, max: max === undefined ? Math.min(longest, high * 10) : ms(max) };
  }
  if (p50 !== undefined || p95 !== undefined) throw form;
  const [low, top] = [ms(min ?? 0), ms(max)];
  if (top < low) throw new LabRefused('latency: max must not be below min');
  return { min: low, max: top };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** 95 % of a normal distribution lie below so many deviations. */
const z95 = 1.6449;

/** So long does one call take, ms. */
export function draw(latency: Latency, random: Random): number {
  if ('min' in latency) return latency.min + random.next() * (latency.max - latency.min);
  const { p50, p95, max } = latency;
  // Box–Muller; 1 - x keeps the logarithm finite.
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.min(max, p50 * Math.exp((normal * Math.log(p95 / p50)) / z95));
}
