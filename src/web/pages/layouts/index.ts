import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { actRoutes } from './act.ts';
import { learnRoutes } from './learn.tsx';
import { listRoutes } from './list.tsx';
import { tryRoutes } from './try.tsx';

export const layoutsSection: Section = {
  menu: { title: shellWords.pages.layouts, path: '/layouts' },
  routes: [...listRoutes, ...tryRoutes, ...learnRoutes, ...actRoutes],
};
