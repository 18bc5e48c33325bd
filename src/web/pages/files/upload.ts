import { filesWords as words } from '../../../core/sentences/console/files.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { uploadFile } from '../../../flow/desk/upload.ts';
import type { Result, Route } from '../../types.ts';

/** So many files are named one by one. */
const named = 5;

export const uploadRoute: Route = {
  method: 'post',
  path: '/files/upload',
  role: 'work',
  upload: true,
  async handle({ ctx, actor, form, uploads }) {
    const folder = form.get('folder') ?? '';
    const results: Result[] = [];
    const done: string[] = [];
    for (const { name, bytes } of uploads) {
      const put = await uploadFile(ctx, { name, bytes, folder, actor });
      if (put.done) done.push(put.name);
      else results.push({ kind: 'wrong', text: put.sentence, remedy: put.remedy });
    }
    if (uploads.length === 0) {
      const { sentence, remedy } = say('upload-nothing');
      results.push({ kind: 'wrong', text: sentence, remedy });
    }
    const rest = done.length - named;
    const received = done
      .slice(0, named)
      .map((file): Result => ({ kind: 'done', text: fill(words.received, { file }) }));
    if (rest > 0) received.push({ kind: 'done', text: fill(words.receivedMore, { count: rest }) });
    return { to: '/files', results: [...received, ...results] };
  },
};
