import type { Section } from '../../types.ts';
import { pickingRoutes } from './routes.tsx';

export const pickingSection: Section = { routes: pickingRoutes };
