import { readFileSync } from 'node:fs';
import express, { type Request, type Response } from 'express';
import { act } from './acts.ts';
import { addresses } from './addresses.ts';
import { iso } from './clock.ts';
import { bodyOf, faultRoutes } from './control-faults.ts';
import { scenarioRoutes } from './control-scenarios.ts';
import { worldRoutes } from './control-world.ts';
import { labFile } from './files.ts';
import { firstCalls } from './first-calls.ts';
import { pageFont } from './font.ts';
import { isLocal, wantsPage } from './guard.ts';
import type { LabState } from './lab.ts';
import { holdingsPage, inboxPage, mailPage } from './pages/holdings.ts';
import { dressed } from './pages/page.ts';
import { panelPage } from './pages/panel.ts';
import { requestPage, requestsPage } from './pages/requests.ts';
import { recorderOf, type Series } from './recorder.ts';
import { replay, sendAgain } from './replay.ts';
import type { LoggedRequest } from './request-log.ts';
import { LabRefused } from './system.ts';

/** `/_lab`: JSON for programs, pages for a browser (by `Accept`). A form of the panel is answered by going back to it. */
export function controlRoutes(lab: LabState, smtp: string): express.Router {
  const router = express.Router();
  const recorder = recorderOf(lab);
  router.use(express.json({ limit: '64mb' }), express.urlencoded({ extended: false }));

  const answer = (request: Request, response: Response, value: unknown) => {
    if (isForm(request)) response.redirect(303, '/_lab');
    else response.json(value);
  };
  const both = (request: Request, response: Response, value: () => unknown, page: () => string) => {
    response.vary('accept');
    if (wantsPage(request)) response.type('html').send(dressed(page(), request.headers.cookie, lab.console));
    else response.json(value());
  };

  router.get('/', (request, response) =>
    both(
      request,
      response,
      () => overview(lab, smtp),
      () => panelPage(lab, recorder, smtp),
    ),
  );
  router.get('/lab.css', (_request, response) => {
    response
      .set('cache-control', 'no-cache')
      .type('css')
      .send(readFileSync(labFile('pages', 'lab.css')));
  });
  router.post('/language', (request, response) => {
    const to = bodyOf(request).to === 'en' ? 'en' : 'ja';
    response.cookie('lab-language', to, { sameSite: 'strict', maxAge: 366 * 86_400_000, path: '/' });
    const from = URL.parse(request.headers.referer ?? '', ownBase(request));
    response.redirect(303, from?.pathname.startsWith('/_lab') ? from.pathname + from.search : '/_lab');
  });
  router.post('/console', (request, response) => {
    lab.console = readConsole(bodyOf(request).url);
    answer(request, response, { url: lab.console });
  });
  router.post('/requests/:no/replay', async (request, response) => {
    const one = loggedOne(lab, request.params.no);
    const before = lab.log.list().at(-1)?.no ?? 0;
    const status = await sendAgain(`${ownBase(request)}/${one.system}${one.url}`, one);
    const again = lab.log.list().find(({ no, operation }) => no > before && operation === one.operation);
    if (isForm(request)) response.redirect(303, `/_lab/requests/${again?.no ?? one.no}`);
    else response.json({ status, no: again?.no ?? null });
  });
  router.get('/font.ttf', (_request, response) => {
    const { headers, body } = pageFont();
    response.set(headers).send(body);
  });
  router.get('/address', (request, response) => {
    const base = ownBase(request);
    const mail = { smtp, inbox: `${base}/_lab/mail` };
    const curl = firstCalls(lab, base);
    response.json({ control: `${base}/_lab`, panel: `${base}/_lab`, mail, systems: addresses(lab, base), curl });
  });
  router.post('/reset', async (request, response) => {
    const { seed, random } = bodyOf(request);
    await act(lab, 'reset', { seed, random });
    answer(request, response, overview(lab, smtp));
  });
  router.post('/seed', async (request, response) => {
    const { seed, orders, system } = bodyOf(request);
    await act(lab, 'seed', { seed, orders, system });
    answer(request, response, overview(lab, smtp));
  });
  router.get('/clock', (_request, response) => response.json(clockOf(lab)));
  router.post('/clock', async (request, response) => {
    await act(lab, 'clock', bodyOf(request));
    answer(request, response, clockOf(lab));
  });
  router.use(worldRoutes(lab, answer));
  router.use(scenarioRoutes(lab, { base: ownBase, answer, both }));
  router.use(faultRoutes(lab, answer));
  router.get('/requests', (request, response) => {
    const found = requestsOf(lab, request);
    both(
      request,
      response,
      () => found.map(renderRequest),
      () => requestsPage(found),
    );
  });
  router.get('/requests/:no', (request, response) => {
    const found = loggedOne(lab, request.params.no);
    both(
      request,
      response,
      () => renderRequest(found),
      () => requestPage(found, oneBefore(lab, found)),
    );
  });
  router.delete('/requests', async (request, response) => {
    await act(lab, 'clear-log', {});
    answer(request, response, []);
  });
  router.get('/holdings/:system', (request, response) => {
    const system = lab.system(request.params.system);
    lab.settle(system);
    both(
      request,
      response,
      () => system.holdings(),
      () => holdingsPage(system),
    );
  });
  router.get('/systems/:system', (request, response) => {
    const system = lab.system(request.params.system);
    response.json({ operations: system.operations.map((one) => one.name), changes: system.changes });
  });
  router.post('/systems/:system/:change', async (request, response) => {
    const { system, change } = request.params;
    answer(request, response, await act(lab, 'change', { system, change, args: bodyOf(request) }));
  });
  router.get('/mail', (request, response) =>
    both(
      request,
      response,
      () => lab.mailbox.list().map(renderMail),
      () => inboxPage(lab.mailbox.list()),
    ),
  );
  router.get('/mail/:no', (request, response) => {
    const mail = lab.mailbox.list().find((one) => one.no === Number(request.params.no));
    if (!mail) throw new LabRefused(`there is no mail ${request.params.no}`);
    both(
      request,
      response,
      () => renderMail(mail),
      () => mailPage(mail),
    );
  });
  router.delete('/mail', async (request, response) => {
    await act(lab, 'clear-mail', {});
    answer(request, response, []);
  });
  router.get('/recordings', (_request, response) => response.json(recorder.list()));
  router.post('/recordings', async (request, response) => {
    const { name, seed } = bodyOf(request);
    answer(request, response, await act(lab, 'record', { name, seed }));
  });
  router.post('/recordings/:name/stop', async (request, response) =>
    answer(request, response, await act(lab, 'stop-recording', { name: request.params.name })),
  );
  router.get('/recordings/:name', (request, response) => response.json(recorder.get(request.params.name)));
  router.post('/recordings/:name/replay', async (request, response) =>
    answer(request, response, await replay(lab, recorder.get(request.params.name), ownBase(request))),
  );
  router.post('/replay', async (request, response) =>
    answer(request, response, await replay(lab, bodyOf(request) as unknown as Series, ownBase(request))),
  );
  router.post('/compare', express.raw({ type: () => true, limit: '256mb' }), async (request, response) => {
    const { compareRecording, comparisonText } = await import('./record/compare.ts');
    const given: unknown = request.body;
    const text = Buffer.isBuffer(given) ? given.toString('utf8') : JSON.stringify(given);
    const found = await compareRecording(lab, text, ownBase(request));
    if (request.query.report === 'text') response.type('text').send(`${comparisonText(found)}\n`);
    else response.json({ ...found, text: comparisonText(found) });
  });
  return router;
}

const ownBase = (request: Request): string => `http://127.0.0.1:${request.socket.localPort}`;
/** @throws LabRefused */
function loggedOne(lab: LabState, no: string): LoggedRequest {
  const found = lab.log.list().find((one) => one.no === Number(no));
  if (!found) throw new LabRefused(`there is no request ${no}, or no longer`);
  return found;
}

/** The last request before that asked for the same. */
const oneBefore = (lab: LabState, one: LoggedRequest): LoggedRequest | undefined =>
  lab.log
    .list()
    .findLast(
      ({ no, system, operation, method }) =>
        no < one.no && system === one.system && operation === one.operation && method === one.method,
    );

/** Address of a console on this machine, '' = none. @throws LabRefused */
function readConsole(url: unknown): string {
  if (url === undefined || url === '') return '';
  const read = URL.parse(String(url));
  if (!read || !/^https?:$/.test(read.protocol) || !isLocal(read.host))
    throw new LabRefused('url must be an address on this machine');
  return read.href;
}

const isForm = (request: Request): boolean => request.is('urlencoded') === 'urlencoded';

function overview(lab: LabState, smtp: string) {
  for (const system of lab.systems.values()) lab.settle(system);
  return {
    clock: clockOf(lab),
    seed: lab.last.seed,
    random: lab.last.random,
    smtp,
    systems: Object.fromEntries(
      [...lab.systems.values()].map((system) => [
        system.name,
        Object.fromEntries(Object.entries(system.holdings()).map(([name, rows]) => [name, rows.length])),
      ]),
    ),
    life: lab.life.isOn,
    faults: lab.faults.list(),
    mails: lab.mailbox.list().length,
  };
}

const clockOf = (lab: LabState) => ({ now: iso(lab.clock.now()), isFrozen: lab.clock.isFrozen() });

function requestsOf(lab: LabState, request: Request): readonly LoggedRequest[] {
  const { system, operation, after, limit } = request.query as Record<string, string | undefined>;
  const found = lab.log
    .list()
    .filter(
      (one) =>
        (system === undefined || one.system === system) &&
        (operation === undefined || one.operation === operation) &&
        one.no > Number(after ?? 0),
    );
  return found.slice(-(Number(limit) || 1000));
}

const renderRequest = (one: LoggedRequest) => ({
  ...one,
  at: iso(one.at),
  body: one.body.toString('utf8'),
  answer: one.answer.toString('utf8'),
});

const renderMail = (mail: ReturnType<LabState['mailbox']['list']>[number]) => ({ ...mail, at: iso(mail.at) });
