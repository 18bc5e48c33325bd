import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { listRoute } from './list.tsx';
import { runRoutes } from './run.tsx';

export const runsSection: Section = {
  menu: { title: shellWords.pages.runs, path: '/runs' },
  routes: [listRoute, ...runRoutes],
};
