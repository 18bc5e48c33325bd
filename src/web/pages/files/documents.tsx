import { documentsWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { sizeWords } from '../../../core/size.ts';
import { downloadDocument, pageDocuments } from '../../../flow/desk/documents.ts';
import type { Context } from '../../../flow/types.ts';
import type { DocumentInfo } from '../../../store/types.ts';
import { Facts } from '../../parts/facts.tsx';
import { withQuery } from '../../parts/links.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { originalRef } from '../layouts/sample.ts';
import { Tabs } from './tabs.tsx';

const size = 50;

export const documentPath = (hash: string): string => `/files/documents/${encodeURIComponent(hash)}`;

export const documentsRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/files/documents',
    role: 'view',
    async handle({ ctx, query }) {
      const after = query.get('after') ?? '';
      const { rows, next } = await pageDocuments(ctx, {}, { limit: size, after: after === '' ? undefined : after });
      return {
        title: words.title,
        help: pageHelp.documents,
        body: (
          <>
            <Tabs here="documents" />
            {rows.length === 0 ? (
              <p class="empty">
                <b>{words.empty}</b> {words.emptyNext}
              </p>
            ) : (
              <Documents ctx={ctx} rows={rows} />
            )}
            <Pager label={words.caption} size={size} after={after} next={next} path="/files/documents" values={{}} />
          </>
        ),
      };
    },
  },
  {
    method: 'get',
    path: '/files/documents/:hash',
    role: 'view',
    async handle(ask): Promise<Answer> {
      const { ctx, params } = ask;
      const info = await ctx.store.document(params.hash ?? '');
      if (info?.direction !== 'in') return noSuchDocument;
      return { title: nameOf(info), help: pageHelp.documents, body: <DocumentPage ask={ask} info={info} /> };
    },
  },
  {
    method: 'get',
    path: '/files/documents/:hash/download',
    role: 'work',
    async handle({ ctx, params, actor }): Promise<Answer> {
      const file = await downloadDocument(ctx, params.hash ?? '', actor);
      return file ? { file } : noSuchDocument;
    },
  },
];

export const noSuchDocument: Answer = {
  title: words.gone,
  help: pageHelp.gone,
  body: (
    <>
      <p>{words.goneNext}</p>
      <p>
        <a href="/files/documents">{words.title}</a>
      </p>
    </>
  ),
  status: 404,
};

const nameOf = ({ name }: DocumentInfo): string => (name === '' ? words.forgotten : name);

const layoutTitle = ({ layouts }: Pick<Context, 'layouts'>, layout: string): string => {
  const [name = ''] = layout.split('@');
  return name === '' ? words.unknown : (layouts.read.get(name)?.title ?? layout);
};

function Documents({ ctx, rows }: { readonly ctx: Context; readonly rows: readonly DocumentInfo[] }) {
  return (
    <table class="cards-table">
      <caption class="unseen">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.at}</th>
          <th scope="col">{words.shop}</th>
          <th scope="col">{words.layout}</th>
          <th scope="col" class="number">
            {words.size}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr data-row key={one.hash}>
            <th scope="row">
              <a href={documentPath(one.hash)}>{nameOf(one)}</a>
            </th>
            <td data-label={words.at} class="time">
              {japanTime(one.at)}
            </td>
            <td data-label={words.shop}>{one.shop === '' ? words.noShop : shopName(ctx, one.shop)}</td>
            <td data-label={words.layout}>{layoutTitle(ctx, one.layout)}</td>
            <td data-label={words.size} class="number">
              {sizeWords(one.size)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DocumentPage({ ask, info }: { readonly ask: Ask; readonly info: DocumentInfo }) {
  const { ctx, role } = ask;
  const here = documentPath(info.hash);
  return (
    <>
      <p class="way">
        <a href="/files/documents">{words.title}</a>
      </p>
      <Facts
        facts={[
          [words.at, japanTime(info.at)],
          [words.shop, info.shop === '' ? words.noShop : shopName(ctx, info.shop)],
          [words.layout, layoutTitle(ctx, info.layout)],
          [words.size, sizeWords(info.size)],
          [words.hash, info.hash],
        ]}
      />
      {role === 'view' || info.name === '' ? null : (
        <p class="buttons">
          <a class="button" href={`${here}/download`} download>
            {words.download}
          </a>
          <a class="button" href={`${here}/replay`}>
            {words.replay}
          </a>
          <a class="button" href={withQuery('/layouts/try', { file: originalRef(info.hash) })}>
            {words.tryLayout}
          </a>
        </p>
      )}
    </>
  );
}
