import type { Section } from '../../types.ts';
import { arrangeRoutes } from './arrange.ts';
import { editRoutes } from './edit.tsx';
import { explainRoute } from './explain.tsx';
import { showRoute } from './show.tsx';
import { sourceRoute } from './source.tsx';

/** One order: reached from lists. */
export const orderSection: Section = {
  routes: [showRoute, ...editRoutes, explainRoute, sourceRoute, ...arrangeRoutes],
};
