import { z } from 'zod';
import { overlaps } from '../core/dated.ts';
import type { CarrierCodes } from '../core/masters.ts';
import { type Service, serviceCodes } from '../core/service.ts';
import { type Complaint, fromZod, type YamlFile } from './complaint.ts';

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-21')
  .refine(isDay, 'is no day of the calendar');

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

const base = {
  code: z.string().min(1),
  title: z.string().min(1),
  from: day.optional().describe('First day on which it is valid'),
  until: day.optional().describe('Last day on which it was valid'),
  instead: z.string().min(1).optional().describe('What took its place'),
};

/** `layouts/masters/carrier-codes.yaml` */
export const carrierCodesSchema = z.strictObject({
  source: z.strictObject({
    doc: z.string().min(1),
    checked: day,
    trust: z.enum(['A', 'B', 'C']).describe('A official, B seen by others in public, C our assumption'),
  }),
  'time-slots': z.array(z.strictObject(base)).min(1),
  'slip-types': z.array(
    z.strictObject({ ...base, service: z.enum(Object.keys(serviceCodes) as [Service, ...Service[]]) }),
  ),
});

/** Loads it; complaints say every mistake at once. */
export function loadCarrierCodes(yaml: YamlFile, complaints: Complaint[]): CarrierCodes | undefined {
  const parsed = carrierCodesSchema.safeParse(yaml.content);
  if (!parsed.success) {
    const keys = (path: readonly unknown[]) =>
      path.length === 0 ? Object.keys(carrierCodesSchema.shape) : [...Object.keys(base), 'service'];
    complaints.push(...fromZod(parsed.error, keys, yaml.complain));
    return undefined;
  }
  const found = complaints.length;
  for (const list of ['time-slots', 'slip-types'] as const) {
    const codes = parsed.data[list];
    for (const [index, one] of codes.entries()) {
      if (one.from !== undefined && one.until !== undefined && one.from > one.until)
        complaints.push(yaml.complain([list, index, 'until'], `ends on ${one.until}, before it begins`));
      const before = codes.slice(0, index).find((other) => other.code === one.code && overlaps(other, one));
      if (before)
        complaints.push(
          yaml.complain([list, index, 'code'], `code "${one.code}" is valid twice on one day (see "${before.title}")`),
        );
      if (one.instead !== undefined && !codes.some((other) => other.code === one.instead))
        complaints.push(yaml.complain([list, index, 'instead'], `there is no code "${one.instead}"`));
    }
  }
  if (complaints.length > found) return undefined;
  return { slots: parsed.data['time-slots'], slips: parsed.data['slip-types'] };
}
