import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { actRoutes } from './act.ts';
import { listRoute } from './list.tsx';

export const jobsSection: Section = {
  menu: { title: shellWords.pages.jobs, path: '/jobs' },
  routes: [listRoute, ...actRoutes],
};
