import { problemsWords } from '../../../core/sentences/console/problems.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { problemsWorkbook } from '../../../flow/desk/problems.ts';
import type { Section } from '../../types.ts';
import { groupRoute } from './group.tsx';
import { allRoute } from './show.tsx';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const problemsSection: Section = {
  menu: { title: shellWords.pages.problems, path: '/problems' },
  routes: [
    allRoute,
    {
      method: 'get',
      path: '/problems/export',
      role: 'work',
      async handle({ ctx, actor }) {
        const bytes = await problemsWorkbook(ctx, actor);
        return { file: { name: problemsWords.exportName, mediaType: xlsx, bytes } };
      },
    },
    groupRoute,
  ],
};
