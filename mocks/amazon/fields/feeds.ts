import type { Field } from '../../system.ts';
import { feedTypes, goneFeedTypes } from '../state/feed.ts';
import { periods } from '../state/report.ts';
import { reportKinds } from '../state/report-text.ts';
import { statuses } from '../wire/feeds.ts';
import { list, member, must, part, query, time } from './field.ts';

const id = 'id of a marketplace';
/** A list of feeds or reports: searched, or gone through by the token alone. */
const search = (types: string): readonly Field[] => [
  list(types, 'type', { max: 10, required: 'without nextToken' }),
  list('marketplaceIds', id, { max: 10 }),
  list('processingStatuses', 'status', { values: statuses }),
  time('createdSince'),
  time('createdUntil'),
  query('pageSize', 'number from 1; left out = 10', { max: 100 }),
  query('nextToken', 'of the page before; then the only parameter'),
];
const reportType = member('reportType', 'text', { ...must, values: Object.keys(reportKinds) });
const marketplaceIds = member('marketplaceIds', `list of 1 to 25: ${id}`, { ...must, max: 25 });
const options = (name: string) => member(name, 'object of texts');
const key = query('X-Amz-Signature', 'as the address has it', must);

/** Feeds, reports, and the storage of their documents. */
export const feedFields: Readonly<Record<string, readonly Field[]>> = {
  createFeedDocument: [member('contentType', 'content type with which the file will be put', must)],
  createFeed: [
    member('feedType', 'text', { ...must, values: [...Object.keys(feedTypes), ...goneFeedTypes] }),
    marketplaceIds,
    member('inputFeedDocumentId', 'feedDocumentId', must),
    options('feedOptions'),
  ],
  getFeeds: search('feedTypes'),
  getFeed: [part('feedId', 'digits')],
  cancelFeed: [part('feedId', 'digits; only while it is in the queue')],
  getFeedDocument: [
    part('feedDocumentId', 'resultFeedDocumentId of the feed'),
    query('enableContentEncodingUrlHeader', 'true or false; not looked at'),
  ],
  putDocument: [
    part('id', 'as the url has it'),
    key,
    query('X-Amz-Date', 'as the url has it; not looked at'),
    query('X-Amz-Expires', 'as the url has it; not looked at'),
    { name: 'content-type', in: 'header', type: 'as named when the document was made', required: true },
    member('the body', 'the file', must),
  ],
  getDocument: [
    part('id', 'as the url has it'),
    key,
    query('X-Amz-Date', 'as the url has it; not looked at'),
    query('X-Amz-Expires', 'as the url has it; not looked at'),
  ],
  createReport: [
    reportType,
    marketplaceIds,
    member('dataStartTime', 'time, ISO 8601; left out = 30 days before the end'),
    member('dataEndTime', 'time, ISO 8601; left out = now'),
    options('reportOptions'),
  ],
  getReports: search('reportTypes'),
  getReport: [part('reportId', 'digits')],
  cancelReport: [part('reportId', 'digits; only while it is in the queue')],
  getReportDocument: [part('reportDocumentId', 'reportDocumentId of the report')],
  createReportSchedule: [
    reportType,
    marketplaceIds,
    options('reportOptions'),
    member('period', 'text', { ...must, values: Object.keys(periods) }),
    member('nextReportCreationTime', 'time, ISO 8601; left out = now'),
  ],
  getReportSchedules: [list('reportTypes', 'type', { ...must, max: 10 })],
  getReportSchedule: [part('reportScheduleId', 'digits')],
  cancelReportSchedule: [part('reportScheduleId', 'digits')],
};
