import type { When } from '../core/when.ts';
import type { ShopValue } from './change-shop.ts';
import type { UsualJobs } from './jobs.ts';
import { durationWords } from './when-words.ts';

/**
 * Jobs that a new shop must have in its own words: the workspace lets them run more often than this marketplace's connector does by itself,
 * which may cost calls that the marketplace counts.
 *
 * @param today what the shop's jobs would be without words of its own
 */
export function ownJobs(usual: UsualJobs, today: Readonly<Record<string, When>>): ShopValue[] {
  return Object.entries(usual).flatMap(([job, { every, after }]): ShopValue[] => {
    const now = today[job]?.every;
    if (every === undefined || now === undefined || now >= every) return [];
    return [{ path: ['jobs', job], value: { every: durationWords(every), ...(after && { after }) } }];
  });
}
