import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { actingRoutes } from './acting/routes.tsx';
import { listRoute } from './list.tsx';
import { togetherRoute } from './together.tsx';
import { viewRoutes } from './views/routes.ts';

export const ordersSection: Section = {
  menu: { title: shellWords.pages.orders, path: '/orders' },
  routes: [listRoute, togetherRoute, ...actingRoutes, ...viewRoutes],
};
