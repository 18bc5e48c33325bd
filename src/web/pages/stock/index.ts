import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { listRoute } from './list.tsx';
import { setRoute } from './set.ts';
import { showRoute } from './show.tsx';

export const stockSection: Section = {
  menu: { title: shellWords.pages.stock, path: '/stock' },
  routes: [listRoute, showRoute, setRoute],
};
