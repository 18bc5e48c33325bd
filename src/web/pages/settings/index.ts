import { settingsWords } from '../../../core/sentences/console/settings.ts';
import type { Section } from '../../types.ts';
import { earlierRoutes } from './earlier.tsx';
import { formRoutes, probeRoute } from './forms.tsx';
import { holidayRoutes } from './holidays.tsx';
import { masterRoutes } from './masters.tsx';
import { newShopRoutes } from './new-shop.tsx';
import { openShopRoutes } from './open-shop.tsx';
import { overviewRoute } from './overview.tsx';
import { senderRoutes } from './senders.tsx';
import { shopRoutes } from './shop.tsx';
import { shopListRoutes } from './shops.tsx';
import { fileRoutes } from './text.tsx';
import { userRoutes } from './users.tsx';
import { writeRoutes } from './write.tsx';

export const settingsSection: Section = {
  menu: { title: settingsWords.title, path: '/settings' },
  routes: [
    overviewRoute,
    ...writeRoutes,
    ...fileRoutes,
    ...earlierRoutes,
    ...formRoutes,
    probeRoute,
    ...masterRoutes,
    ...holidayRoutes,
    ...senderRoutes,
    ...shopListRoutes,
    ...newShopRoutes,
    ...openShopRoutes,
    ...shopRoutes,
    ...userRoutes,
  ],
};
