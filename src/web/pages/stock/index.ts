import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { listRoute } from './list.tsx';
import { mapRoutes } from './map.tsx';
import { setRoute } from './set.ts';
import { setsRoute } from './sets.tsx';
import { showRoute } from './show.tsx';
import { theirsRoutes } from './theirs.tsx';

export const stockSection: Section = {
  menu: { title: shellWords.pages.stock, path: '/stock' },
  routes: [listRoute, showRoute, setRoute, ...mapRoutes, ...theirsRoutes, setsRoute],
};
