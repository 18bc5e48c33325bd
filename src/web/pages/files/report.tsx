import { filesWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { filedReport } from '../../../flow/desk/filed-files.ts';
import { withQuery } from '../../parts/links.tsx';
import { readDay } from '../../parts/place.ts';
import { Told } from '../../parts/told.tsx';
import type { Route } from '../../types.ts';
import { refusedRef } from '../layouts/sample.ts';
import { documentPath } from './documents.tsx';

/** 取込結果 of one file, as it lies beside it. */
export const reportRoute: Route = {
  method: 'get',
  path: '/files/report',
  role: 'view',
  async handle(ask) {
    const { ctx, query } = ask;
    const [day, name] = [readDay(query.get('day')), query.get('name') ?? ''];
    const found = await filedReport(ctx, { where: query.get('where') ?? '', day, name });
    if (!found) return { title: words.reportMissing, help: pageHelp.gone, body: words.reportMissingNext, status: 404 };
    // It holds cells of the file.
    for (const hash of found.documents)
      ask.seen({ what: 'document-seen', shop: '', orderNumber: '', details: { document: hash.slice(0, 12) } });
    // A file that was refused as a whole is not kept: its number leads nowhere.
    const kept = await Promise.all(found.documents.map((hash) => ctx.store.document(hash)));
    const originals = found.documents.filter((_hash, at) => kept[at]?.direction === 'in');
    return {
      title: fill(words.reportTitle, { file: name }),
      help: pageHelp.fileReport,
      body: (
        <>
          <p class="way">
            <a href={withQuery('/files', { day })}>{words.toFiles}</a>
          </p>
          {found.isCut ? <p class="hint">{words.reportCut}</p> : null}
          <pre class="report">
            <Told>{found.text}</Told>
          </pre>
          <p class="buttons">
            {query.get('where') === '_error' && ask.role !== 'view' ? (
              <a class="button main" href={withQuery('/layouts/try', { file: refusedRef(day, name) })}>
                {words.tryLayout}
              </a>
            ) : null}
            {originals.map((hash, at) => (
              <a class="button" href={documentPath(hash)} key={hash}>
                {originals.length === 1 ? words.seeOriginal : fill(words.seeOriginalNo, { no: at + 1 })}
              </a>
            ))}
          </p>
        </>
      ),
    };
  },
};
