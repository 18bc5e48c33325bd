import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { reportKinds, reportText } from './report-text.ts';
import type { Report, ReportEncoding, ReportSchedule } from './report-types.ts';
import type { AmazonState } from './state.ts';

/** How long a report waits and how long it is worked on, ms (trust C). */
const reportTimes = { queue: 30_000, work: 60_000 } as const;

/** Periods of schedules, ms; `P1M` goes by the calendar (Amazon's model, trust A). */
export const periods: Readonly<Record<string, number>> = {
  PT5M: 5,
  PT15M: 15,
  PT30M: 30,
  PT1H: 60,
  PT2H: 120,
  PT4H: 240,
  PT8H: 480,
  PT12H: 720,
  P1D: 1440,
  P2D: 2880,
  P3D: 4320,
  PT84H: 5040,
  P7D: 10_080,
  P14D: 20_160,
  P15D: 21_600,
  P18D: 25_920,
  P30D: 43_200,
  P1M: 0,
};

/** A clock that is turned by months makes no more reports of one schedule than this at once. */
const atOnce = 100;

/** Puts a report into the queue. */
export function queueReport(
  state: AmazonState,
  wish: Pick<Report, 'type' | 'marketplaceIds' | 'from' | 'to' | 'scheduleId'>,
  now: number,
): Report {
  state.counter += 1;
  // One after another, as feeds.
  const ends = state.reports.filter((one) => one.status.startsWith('IN_')).map((one) => one.endsAt);
  const startsAt = Math.max(now + reportTimes.queue, ...ends);
  const isDoomed = state.reportsToFail > 0;
  if (isDoomed) state.reportsToFail -= 1;
  const report: Report = {
    id: String(60_000_000_000 + state.counter),
    ...wish,
    createdAt: now,
    startsAt,
    endsAt: startsAt + reportTimes.work,
    status: 'IN_QUEUE',
    isDoomed,
    documentId: undefined,
  };
  state.reports.push(report);
  return report;
}

/** Lets schedules and reports that were due by the clock go on. */
export function settleReports(state: AmazonState, now: number): void {
  for (const schedule of state.reportSchedules.values()) repeatReport(state, schedule, now);
  for (const report of state.reports) {
    if (report.status === 'IN_QUEUE' && report.startsAt <= now) report.status = 'IN_PROGRESS';
    if (report.status === 'IN_PROGRESS' && report.endsAt <= now) work(state, report);
  }
}

function repeatReport(state: AmazonState, schedule: ReportSchedule, now: number): void {
  for (let made = 0; schedule.nextAt <= now; made += 1) {
    const { type, marketplaceIds, id: scheduleId, period, nextAt } = schedule;
    const before = stepped(nextAt, period, -1);
    if (made < atOnce) queueReport(state, { type, marketplaceIds, from: before, to: nextAt, scheduleId }, nextAt);
    schedule.nextAt = stepped(nextAt, period, 1);
  }
}

function stepped(at: number, period: string, steps: 1 | -1): number {
  const minutes = periods[period]!;
  if (minutes > 0) return at + steps * minutes * 60_000;
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
  return day.add({ months: steps }).epochMilliseconds;
}

function work(state: AmazonState, report: Report): void {
  if (report.isDoomed) {
    report.status = 'FATAL';
    return;
  }
  const kind = reportKinds[report.type]!;
  const { from, to, marketplaceIds, endsAt: now } = report;
  const text = reportText(kind, state.orders.values(), { from, to, marketplaceIds, now });
  if (text === undefined) {
    // Nothing to return: Amazon cancels it by itself (trust A).
    report.status = 'CANCELLED';
    return;
  }
  report.status = 'DONE';
  report.documentId = `amzn1.spdoc.1.4.fe.${state.random().uuid()}`;
  // Every second one is compressed, so that a client meets both.
  const isGzip = state.reports.indexOf(report) % 2 === 0;
  const bytes = encoded(text, state.reportEncoding);
  const charset = state.reportEncoding === 'Shift_JIS' ? 'Shift_JIS' : 'UTF-8';
  state.documents.set(report.documentId, {
    id: report.documentId,
    contentType: `text/plain; charset=${charset}`,
    keys: new Map(),
    createdAt: report.endsAt,
    bytes: isGzip ? gzipSync(bytes) : bytes,
    isReport: true,
    isGzip,
    reportType: report.type,
  });
}

const encoded = (text: string, encoding: ReportEncoding): Buffer =>
  encoding === 'Shift_JIS'
    ? iconv.encode(text, 'cp932')
    : Buffer.from(encoding === 'UTF-8 BOM' ? `\ufeff${text}` : text, 'utf8');
