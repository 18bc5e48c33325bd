import type { Answer, Call } from '../../system.ts';
import { labelPdf } from '../label/pdf.ts';
import { issuePass } from '../state/access.ts';
import { properties } from '../state/columns.ts';
import { giveNumbers, order } from '../state/issue.ts';
import type { B2State, Entry, Issue } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { current, find, sameState } from './edit-a.ts';
import { feedAnswer, type GivenEntry, Refused, readFeed, renderErrors } from './feed.ts';
import { issueFields } from './fields.ts';
import { fitsPrinter, printTypes } from './print-types.ts';

/** The data of a PDF may be fetched so long, ms; a contract sets 1 to 24 hours (trust B). */
const pdfLife = 86_400_000;

/** Print, wait, fetch the PDF. */
export const issueOperations = (state: B2State): readonly Guarded[] => [
  {
    name: 'issue',
    method: 'post',
    path: '/b2/p/new',
    query: ['issue_editA', 'display', 'print_type'],
    sends: issueFields,
    answer(call, caller) {
      if (!call.query.has('issue_editA') || call.query.get('display') !== '0') {
        throw new Refused(400, 'Only new?issue_editA&display=0 is open to partners.');
      }
      const printType = call.query.get('print_type') ?? '';
      if (!(printTypes as readonly string[]).includes(printType)) throw new Refused(400, `print_type ${printType}`);
      const handOver = current(state, caller);
      const { updated, entries } = readFeed(call.body, properties);
      sameState(handOver, updated);
      if (entries.length === 0) throw new Refused(400, 'feed.entry is empty.');
      if (!entries.every((one) => /,\d+$/.test(one.id))) throw new Refused(500, 'An entry has no id with revision.');
      const found = entries.map((one) => checkedEntry(find(handOver, one), one, printType));
      if (new Set(found).size !== found.length) throw new Refused(400, 'A row stands there twice.');
      const bad = found.filter((entry) => entry.checked.flag === '9');
      if (bad.length > 0) {
        return feedAnswer(400, {
          title: 'Error',
          subtitle: '400',
          updated: handOver.updated,
          entry: bad.map((entry) => ({
            shipment: { tracking_number: entry.no, error_flg: '9' },
            error: renderErrors(entry.checked.complaints),
          })),
        });
      }
      const printerType = entries[0]!.shipment.printer_type ?? '';
      const issue = order(state, handOver, { entries: found, route: 'api', printType, printerType, now: call.now });
      return feedAnswer(200, { title: issue.no, subtitle: String(state.plans.pollMs), updated: handOver.updated });
    },
  },
  {
    name: 'polling',
    method: 'get',
    path: '/b2/p/polling',
    query: ['issue_no', 'display', 'service_no'],
    limits: ['once a second for each print order'],
    answer(call) {
      const issue = issueOf(state, call);
      // "Wait at least one second": what is said to one who does not is not known (trust C). A tenth of tolerance.
      if (call.now - issue.polledAt < 900) throw new Refused(419, 'Poll once a second.');
      issue.polledAt = call.now;
      if (issue.state === 'failed') {
        return feedAnswer(400, { title: 'Error', subtitle: '400', entry: [{ title: 'Error', summary: 'failed' }] });
      }
      if (call.now < issue.readyAt) {
        return feedAnswer(202, { title: 'Error', entry: [{ title: 'Error', summary: 'queued' }] });
      }
      return feedAnswer(200, {
        title: issuePass(state.access, 'spool', issue.no, call.now, state.random()),
        entry: [{ title: 'Success', summary: 'created' }],
      });
    },
  },
  {
    name: 'checkFile',
    method: 'get',
    path: '/b2/p/getfile',
    fits: ({ query }) => query.has('checkonly'),
    query: ['issue_no', 'display', 'checkonly'],
    answer(call) {
      const issue = issueOf(state, call);
      if (issue.state === 'failed' || call.now < issue.readyAt) {
        return feedAnswer(200, { title: 'Error', summary: 'queued' });
      }
      issue.checkedAt = call.now;
      return feedAnswer(200, { title: 'Success', summary: 'created' });
    },
  },
  {
    name: 'getFile',
    method: 'get',
    path: '/b2/p/getfile',
    query: ['issue_no', 'display', 'fileonly'],
    answer(call) {
      const issue = issueOf(state, call);
      if (call.query.get('fileonly') !== '1') throw new Refused(400, 'fileonly=1 or checkonly=1 is required.');
      if (issue.checkedAt === undefined || call.now - issue.at > pdfLife) return sysError();
      if (state.plans.htmlInsteadOfPdf > 0) {
        state.plans.htmlInsteadOfPdf -= 1;
        return sysError();
      }
      giveNumbers(state, issue, call.now);
      return pdfAnswer(issue, call);
    },
  },
];

export async function pdfAnswer(issue: Issue, { now, again }: Call): Promise<Answer> {
  for (const waybill of issue.waybills) waybill.printedAt ??= now;
  return {
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${issue.no}.pdf"`,
      'cache-control': 'no-store',
    },
    body: again ? '' : await labelPdf(issue),
  };
}

/** What a PDF request gets without its check before: a success that is none. Trust B. */
const sysError = (): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><script>location.href="/sys_err.html"</script></head><body></body></html>\n',
});

function issueOf(state: B2State, call: Call): Issue {
  const no = call.query.get('issue_no') ?? '';
  const issue = state.issues.find((one) => one.no === no && one.route === 'api');
  if (!issue) throw new Refused(400, `There is no issue ${no}.`);
  return issue;
}

/** Type, flag and printer must be there and fit. An id without revision is 500: trust B for the web application. */
function checkedEntry(entry: Entry, given: GivenEntry, printType: string): Entry {
  const { service_type: type, shipment_flg: flag, printer_type: printer } = given.shipment;
  if (flag !== '1') throw new Refused(400, 'shipment_flg must be 1.');
  if (type !== entry.values.service_type) throw new Refused(400, `service_type of row ${entry.no} is another one.`);
  if (!['1', '2', '3'].includes(printer ?? '')) throw new Refused(400, 'printer_type must be 1, 2 or 3.');
  fitsPrinter(type ?? '', printType, printer ?? '');
  return entry;
}
