import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { actRoutes } from './act.ts';
import { tryRoutes } from './try.tsx';

export const rulesSection: Section = {
  menu: { title: shellWords.pages.ruleTry, path: '/rules/try' },
  routes: [...tryRoutes, ...actRoutes],
};
