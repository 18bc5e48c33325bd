import { shellWords } from '../../../core/sentences/console/shell.ts';
import type { Section } from '../../types.ts';
import { documentsRoutes } from './documents.tsx';
import { fateRoute } from './fate.tsx';
import { oneWrittenRoutes } from './one-written.tsx';
import { replayRoute } from './replay.tsx';
import { reportRoute } from './report.tsx';
import { uploadRoute } from './upload.ts';
import { writtenRoutes } from './written.tsx';

export const filesSection: Section = {
  menu: { title: shellWords.pages.files, path: '/files' },
  routes: [fateRoute, uploadRoute, reportRoute, ...documentsRoutes, replayRoute, ...writtenRoutes, ...oneWrittenRoutes],
};
