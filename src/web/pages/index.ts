import type { Section } from '../types.ts';
import { filesSection } from './files/index.ts';
import { jobsSection } from './jobs/index.ts';
import { layoutsSection } from './layouts/index.ts';
import { linkSection } from './link/index.tsx';
import { sectionsOfMarketplaces } from './marketplaces.ts';
import { noticesSection } from './notices/index.tsx';
import { orderSection } from './order/index.ts';
import { ordersSection } from './orders/index.ts';
import { pickingSection } from './picking/index.ts';
import { problemsSection } from './problems/index.ts';
import { rulesSection } from './rules/index.ts';
import { runsSection } from './runs/index.ts';
import { settingsSection } from './settings/index.ts';
import { stockSection } from './stock/index.ts';
import { todaySection } from './today/index.tsx';
import { tourSection } from './tour/index.tsx';
import { worksSection } from './works/index.tsx';

/** Every page of the console, in the order of the menu: one line each. */
export const sections: readonly Section[] = [
  todaySection,
  ordersSection,
  orderSection,
  pickingSection,
  problemsSection,
  filesSection,
  stockSection,
  linkSection,
  noticesSection,
  runsSection,
  worksSection,
  jobsSection,
  rulesSection,
  layoutsSection,
  settingsSection,
  tourSection,
  ...sectionsOfMarketplaces,
];
