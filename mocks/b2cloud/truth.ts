import type { Truth } from '../truth.ts';

/** How sure it is; the tables of README.md say the same. */
export const truth: Truth = {
  rows: [
    {
      id: 'any',
      what: 'any · `Authorization: Token <key>` on the first request, cookie `SID` afterwards for 60 minutes after the last use · wrong key or dead session 401 `{"feed":{"title":"Authentication error."}}`; `Authorization` beside a living session 400; writes in a session without `X-Requested-With: XMLHttpRequest` 417; unknown query or property 400',
      trust: 'B; 400 C',
    },
    {
      id: 'registeredit',
      what: '`registerEdit` · `POST editA?api_user_id=…` · checks each row; always 200; title = RXID, `updated`; rows with provisional `tracking_number`, `created_ms`, `error_flg`, `error[]`, id, link. Wrong company 403, more than 1,000 rows 416',
      trust: 'B',
    },
    {
      id: 'readedit-correctedit-deleteedit',
      what: '`readEdit` `correctEdit` `deleteEdit` · `GET`, `PUT editA`; `POST` with `X-HTTP-Method-Override: DELETE /editA` · newest registration of the session; stale `updated` or `created_ms` 409. A correction names only what changes',
      trust: 'B; last sentence C',
    },
    {
      id: 'issue',
      what: '`issue` · `POST new?issue_editA&display=0&print_type=m` · needs id with revision (else 500), `tracking_number`, `created_ms`, `service_type`, `printer_type`, `shipment_flg` 1; a second order of the same rows 409 or 400; rows with errors 400 and nothing is printed',
      trust: 'B; 400 C',
    },
    {
      id: 'polling',
      what: '`polling` · `GET polling?issue_no=…&display=0` · 202 queued, 200 with a new RXID, 400 failed; sooner than a second after the last one 419',
      trust: 'B; 419 C',
    },
    {
      id: 'checkfile-getfile',
      what: '`checkFile`, `getFile` · `GET getfile?display=0&issue_no=…&checkonly=1`, then `&fileonly=1` · without the first: 200 with HTML. **The numbers are given when the PDF is fetched** (change `numbers-at`); fetched again: the same PDF',
      trust: 'B for the web application',
    },
    {
      id: 'spool',
      what: '`spool` · `GET editA?spool&_RXID=…` · issued data, once; nothing (yet, or any more): 200, title Error, subtitle 204, next RXID in `summary`. Dead or used RXID 401. Works without a session: the RXID opens one',
      trust: 'B; place of the RXID, 401 C',
    },
    {
      id: 'history',
      what: '`history` · `GET history?all&shipment_number=…` (any property; `value*`, `-ge-`, `-le-`, `-ne-`) · what was issued in the last 90 days; nothing: title Error, subtitle 204. That partners may call it is **C**: change `history` shuts it (403)',
      trust: 'B for the web application',
    },
    { id: 'edit-screen', what: 'edit screen: opened once by an RXID, the notify host must be registered', trust: 'B' },
    { id: 'edit-screen-calls', what: 'what the screen asks for: form, save, issue, PDF, close', trust: 'C' },
    {
      id: 'files',
      what: 'pages of the file import; CP932, CRLF, exactly 95 columns, no BOM, at most 1,000 rows, strict on purpose',
      trust: 'C',
    },
    { id: 'export-file', what: 'export of issued data: 97 columns, with or without a header', trust: 'B' },
    {
      id: 'reissue',
      what: '`reissue` · `PUT history?reissue&print_type=…` · issued slips, named by `tracking_number` or id, are printed again: a print order of its own (polling, PDF), the same numbers, `reissue_count` goes up, no new issued data. Of a slip that was taken out 400',
      trust: 'B for the web application; body, 400 C',
    },
    {
      id: 'displayhistory',
      what: "`displayHistory` · `PUT history?display_flg=0` or `1` · 取消 and back: the slip leaves the list of issued ones (`history?all&display_flg=0` finds it) and keeps its number. Then it is no parcel in the lab's ledger and no duplicate",
      trust: 'C; the call B',
    },
    {
      id: 'history-screen',
      what: 'page 発行済データの検索 (`_html/history.html`): by days of issue, お客様管理番号, 伝票番号, name, slip type, in what was issued in 90 days',
      trust: 'C; 90 days B',
    },
    {
      id: 'history-acts',
      what: 'on it: 再発行 on A4, A5 or label printer with the same number; 取消 and 一覧に戻す',
      trust: 'C; same number B',
    },
    {
      id: 'pickup',
      what: 'page 集荷依頼 (`_html/pickup.html`): parcels of a day by slip type, the list for the driver, a wish that he comes and its withdrawal',
      trust: 'C',
    },
    {
      id: 'import-errors',
      what: 'error list of an import (`_html/import_errors.html`) by row, column and value; the wrong rows as they stood in the file and the list itself as CSV',
      trust: 'C',
    },
    {
      id: 'sheets',
      what: 'sheets: A4, A5 (`m5`), label printer 115 × 198 mm, 119.6 × 236 mm for コレクト, タイム and their print types; 8 ゆうメール (`3`) or 6 ゆうパケット, ネコポス (`7`, `A`) on A4',
      trust: 'B',
    },
    {
      id: 'slip-kinds',
      what: 'what a slip bears besides address and number: コレクト amount and tax, タイム its hour, 着払い that the receiver pays, コンパクト its box, EAZY where to put it down, 複数口 the parcel of how many; the sheet `CP` the payment slip of 収納代行',
      trust: 'C',
    },
    { id: 'unknown', what: 'unknown paths are 404', trust: 'C' },
  ],
  operations: {
    spool: ['B', 'spool'],
    history: ['C', 'history'],
    reissue: ['B', 'reissue', 'sheets'],
    displayHistory: ['C', 'displayhistory'],
    historyPage: ['C', 'history-screen'],
    historyAct: ['C', 'history-acts', 'sheets'],
    historyPdf: ['C', 'history-acts', 'slip-kinds'],
    pickupPage: ['C', 'pickup'],
    pickupAsk: ['C', 'pickup'],
    importErrors: ['C', 'import-errors'],
    errorFile: ['C', 'import-errors'],
    deleteEdit: ['B', 'readedit-correctedit-deleteedit'],
    registerEdit: ['B', 'registeredit'],
    readEdit: ['B', 'readedit-correctedit-deleteedit'],
    correctEdit: ['B', 'readedit-correctedit-deleteedit'],
    issue: ['B', 'issue', 'sheets'],
    polling: ['B', 'polling'],
    checkFile: ['B', 'checkfile-getfile'],
    getFile: ['B', 'checkfile-getfile', 'slip-kinds'],
    screenOpen: ['B', 'edit-screen'],
    screenForm: ['C', 'edit-screen-calls'],
    screenSave: ['C', 'edit-screen-calls'],
    screenIssue: ['C', 'edit-screen-calls'],
    screenPdf: ['C', 'edit-screen-calls'],
    screenClose: ['C', 'edit-screen-calls'],
    asset: ['C', 'edit-screen-calls'],
    startPage: ['C', 'files'],
    importPage: ['C', 'files'],
    importScreen: ['C', 'files'],
    importFile: ['C', 'files'],
    exportFile: ['B', 'export-file'],
  },
  codesOf: (answer) =>
    [
      ...answer.body
        .toString()
        .slice(0, 4000)
        .matchAll(/"error_code":\s*"(E[A-Z]\d+)"/g),
    ].map((one) => one[1]!),
  refusals: {
    '401': ['B', 'any'],
    '403': ['B', 'registeredit'],
    '404': ['C', 'unknown'],
    '409': ['B', 'readedit-correctedit-deleteedit'],
    '416': ['B', 'registeredit'],
    '417': ['B', 'any'],
    '419': ['C', 'polling'],
    '400': ['C', 'any'],
  },
};
