import { iso } from '../../clock.ts';
import type { Call } from '../../system.ts';
import { periods } from '../state/report.ts';
import type { ReportSchedule } from '../state/report-types.ts';
import type { AmazonState } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { json, Refused } from './errors.ts';
import { onlyMembers, readBody, readQuery } from './query.ts';
import { readTime, readWish, wrongReport } from './report-input.ts';

/** Reports that are made again and again. */
export const scheduleOperations = (state: AmazonState, root: string): readonly Guarded[] => [
  {
    name: 'createReportSchedule',
    method: 'post',
    path: `${root}/schedules`,
    role: 'any',
    answer(call) {
      const body = readBody(call.body);
      const members = ['reportType', 'marketplaceIds', 'reportOptions', 'period', 'nextReportCreationTime'];
      onlyMembers(body, members, 'the request');
      const { type, marketplaceIds, options } = readWish(state, body);
      const { period } = body;
      if (typeof period !== 'string' || !Object.hasOwn(periods, period)) throw wrongReport('period is not valid.');
      const nextAt = readTime(body.nextReportCreationTime, 'nextReportCreationTime') ?? call.now;
      // The same type and marketplaces again take the place of the one before (trust A).
      for (const [id, one] of state.reportSchedules) {
        if (one.type === type && sameSet(one.marketplaceIds, marketplaceIds)) state.reportSchedules.delete(id);
      }
      state.counter += 1;
      const id = String(70_000_000_000 + state.counter);
      state.reportSchedules.set(id, { id, type, marketplaceIds, period, options, nextAt });
      return json(201, { reportScheduleId: id });
    },
  },
  {
    name: 'getReportSchedules',
    method: 'get',
    path: `${root}/schedules`,
    role: 'any',
    answer(call) {
      const query = readQuery(call.query);
      const types = query.list('reportTypes', { max: 10 });
      if (!types) throw wrongReport('reportTypes is required.');
      const found = [...state.reportSchedules.values()].filter((one) => types.includes(one.type));
      return json(200, { reportSchedules: found.map(render) });
    },
  },
  {
    name: 'getReportSchedule',
    method: 'get',
    path: `${root}/schedules/:reportScheduleId`,
    role: 'any',
    answer: (call) => json(200, render(find(state, call))),
  },
  {
    name: 'cancelReportSchedule',
    method: 'delete',
    path: `${root}/schedules/:reportScheduleId`,
    role: 'any',
    answer(call) {
      state.reportSchedules.delete(find(state, call).id);
      return { status: 200, headers: {}, body: '' };
    },
  },
];

function find(state: AmazonState, call: Call): ReportSchedule {
  const id = call.params.reportScheduleId ?? '';
  if (!/^\d+$/.test(id)) throw wrongReport('The report schedule id is not valid.');
  const schedule = state.reportSchedules.get(id);
  if (!schedule) throw new Refused(404, 'NotFound', 'The resource was not found.', 'There is no such schedule.');
  return schedule;
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

const render = (one: ReportSchedule) => ({
  reportScheduleId: one.id,
  reportType: one.type,
  marketplaceIds: one.marketplaceIds,
  ...(one.options === undefined ? {} : { reportOptions: one.options }),
  period: one.period,
  nextReportCreationTime: iso(one.nextAt),
});
