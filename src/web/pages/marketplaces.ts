import type { Section } from '../types.ts';
import { amazonPages, amazonSection } from './amazon/index.tsx';

/** Pages that the manual of one marketplace asks for, each in a folder named for it; a new one is one line here. */
export const sectionsOfMarketplaces: readonly Section[] = [amazonSection];

/** Where they begin, for pages that lead there. */
export const pagesOfMarketplaces: readonly {
  /** Name of its connector. */
  readonly marketplace: string;
  readonly title: string;
  readonly path: string;
}[] = amazonPages.map((one) => ({ marketplace: 'amazon', ...one }));
