import { iso } from '../../clock.ts';
import type { Answer, Call } from '../../system.ts';
import { queueReport } from '../state/report.ts';
import { reportKinds } from '../state/report-text.ts';
import type { Report } from '../state/report-types.ts';
import type { AmazonState } from '../state/state.ts';
import { documentUrl } from './document-url.ts';
import type { Caller, Guarded } from './door.ts';
import { denied, json, Refused } from './errors.ts';
import { statuses } from './feeds.ts';
import { onlyMembers, readBody, readQuery } from './query.ts';
import { readTime, readWish, wrongReport } from './report-input.ts';
import { scheduleOperations } from './report-schedules.ts';

const missing = (details: string): Refused => new Refused(404, 'NotFound', 'The resource was not found.', details);

/** Reports are kept so long, ms (trust A); their documents as long (trust C). */
const reportLife = 90 * 86_400_000;
/** What a report is of that names no period: the last 30 days (trust C). */
const usualPeriod = 30 * 86_400_000;
const root = '/reports/2021-06-30';

/** Reports 2021-06-30. */
export const reportOperations = (state: AmazonState): readonly Guarded[] => [
  {
    name: 'createReport',
    method: 'post',
    path: `${root}/reports`,
    role: 'any',
    answer: (call) => createReport(state, readBody(call.body), call.now),
  },
  {
    name: 'getReports',
    method: 'get',
    path: `${root}/reports`,
    role: 'any',
    answer: (call) => getReports(state, call.query, call.now),
  },
  {
    name: 'getReport',
    method: 'get',
    path: `${root}/reports/:reportId`,
    role: 'any',
    answer: (call) => json(200, render(find(state, call))),
  },
  {
    name: 'cancelReport',
    method: 'delete',
    path: `${root}/reports/:reportId`,
    role: 'any',
    answer(call) {
      const report = find(state, call);
      if (report.status !== 'IN_QUEUE') throw wrongReport('Only a report in the queue can be cancelled.');
      report.status = 'CANCELLED';
      report.startsAt = call.now;
      report.endsAt = call.now;
      return { status: 200, headers: {}, body: '' };
    },
  },
  {
    name: 'getReportDocument',
    method: 'get',
    path: `${root}/documents/:reportDocumentId`,
    role: 'any',
    answer: (call, caller) => getReportDocument(state, call, caller),
  },
  ...scheduleOperations(state, root),
];

function createReport(state: AmazonState, body: Record<string, unknown>, now: number): Answer {
  onlyMembers(body, ['reportType', 'marketplaceIds', 'dataStartTime', 'dataEndTime', 'reportOptions'], 'the request');
  const { type, marketplaceIds } = readWish(state, body);
  const to = readTime(body.dataEndTime, 'dataEndTime') ?? now;
  const from = readTime(body.dataStartTime, 'dataStartTime') ?? to - usualPeriod;
  if (from >= to) throw wrongReport('dataStartTime must be before dataEndTime.');
  const report = queueReport(state, { type, marketplaceIds, from, to: Math.min(to, now), scheduleId: undefined }, now);
  return json(202, { reportId: report.id });
}

function find(state: AmazonState, call: Call): Report {
  const id = call.params.reportId ?? '';
  if (!/^\d+$/.test(id)) throw wrongReport('The report id is not valid.');
  const report = state.reports.find((one) => one.id === id);
  if (!report || report.createdAt + reportLife <= call.now) throw missing('There is no such report.');
  return report;
}

function getReports(state: AmazonState, search: URLSearchParams, now: number): Answer {
  const query = readQuery(search);
  const token = query.text('nextToken');
  if (token !== undefined) {
    if ([...search.keys()].length > 1) throw wrongReport('nextToken must be the only parameter.');
    const page = state.pages.get(token);
    if (page?.query !== 'getReports' || page.expiresAt <= now) throw wrongReport('nextToken is not valid.');
    return reportPage(state, page.ids, page.position, page.before, now);
  }
  const types = query.list('reportTypes', { max: 10 });
  const wanted = query.list('processingStatuses', { known: statuses });
  const marketplaces = query.list('marketplaceIds', { max: 10 });
  const size = query.whole('pageSize', 1, 100) ?? 10;
  const since = query.instant('createdSince') ?? now - reportLife;
  const until = query.instant('createdUntil') ?? now;
  if (!types) throw wrongReport('reportTypes or nextToken is required.');
  const found = state.reports.filter(
    (one) =>
      types.includes(one.type) &&
      (wanted?.includes(one.status) ?? true) &&
      (marketplaces?.some((id) => one.marketplaceIds.includes(id)) ?? true) &&
      one.createdAt >= since &&
      one.createdAt <= until &&
      one.createdAt + reportLife > now,
  );
  return reportPage(state, found.map((one) => one.id).reverse(), 0, size, now);
}

function reportPage(state: AmazonState, ids: readonly string[], position: number, size: number, now: number): Answer {
  const end = position + size;
  const reports = ids.slice(position, end).map((id) => render(state.reports.find((one) => one.id === id)!));
  if (end >= ids.length) return json(200, { reports });
  const nextToken = state.random().token(48);
  state.pages.set(nextToken, { query: 'getReports', ids, position: end, before: size, expiresAt: now + 86_400_000 });
  return json(200, { reports, nextToken });
}

/** A document with personal data opens only with a restricted data token of its own path (trust A). */
function getReportDocument(state: AmazonState, call: Call, caller: Caller): Answer {
  const id = call.params.reportDocumentId ?? '';
  if (!id.startsWith('amzn1.')) throw wrongReport('The report document id is not valid.');
  const document = state.documents.get(id);
  const kind = reportKinds[document?.reportType ?? ''];
  if (!document || !kind || document.createdAt + reportLife <= call.now) throw missing('There is no such document.');
  if (kind.isRestricted && !caller.restricted) {
    throw denied('A restricted data token is needed for a report with personal data.');
  }
  const url = documentUrl(state, document, call.base, call.now);
  return json(200, {
    reportDocumentId: document.id,
    url,
    ...(document.isGzip ? { compressionAlgorithm: 'GZIP' } : {}),
  });
}

const render = (report: Report) => ({
  reportId: report.id,
  reportType: report.type,
  marketplaceIds: report.marketplaceIds,
  dataStartTime: iso(report.from),
  dataEndTime: iso(report.to),
  ...(report.scheduleId === undefined ? {} : { reportScheduleId: report.scheduleId }),
  createdTime: iso(report.createdAt),
  processingStatus: report.status,
  ...(report.status === 'IN_QUEUE' ? {} : { processingStartTime: iso(report.startsAt) }),
  ...(report.status.startsWith('IN_') ? {} : { processingEndTime: iso(report.endsAt) }),
  ...(report.documentId === undefined ? {} : { reportDocumentId: report.documentId }),
});
