import express, { type Request, type Response } from 'express';
import { fromIso, iso } from './clock.ts';
import { bodyOf, faultRoutes } from './control-faults.ts';
import { worldRoutes } from './control-world.ts';
import { pageFont } from './font.ts';
import { wantsPage } from './guard.ts';
import { type LabState, readSeed } from './lab.ts';
import { holdingsPage, inboxPage, mailPage } from './pages/holdings.ts';
import { panelPage } from './pages/panel.ts';
import { requestPage, requestsPage } from './pages/requests.ts';
import { createRecorder, type Series } from './recorder.ts';
import type { LoggedRequest } from './request-log.ts';
import { LabRefused } from './system.ts';

/** `/_lab`: JSON for programs, pages for a browser (by `Accept`). A form of the panel is answered by going back to it. */
export function controlRoutes(lab: LabState, smtp: string): express.Router {
  const router = express.Router();
  const recorder = createRecorder(lab);
  router.use(express.json({ limit: '64mb' }), express.urlencoded({ extended: false }));

  const answer = (request: Request, response: Response, value: unknown) => {
    if (isForm(request)) response.redirect(303, '/_lab');
    else response.json(value);
  };
  const both = (request: Request, response: Response, value: () => unknown, page: () => string) => {
    response.vary('accept');
    if (wantsPage(request)) response.type('html').send(page());
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
  router.get('/font.ttf', (_request, response) => {
    const { headers, body } = pageFont();
    response.set(headers).send(body);
  });
  router.get('/address', (request, response) => {
    const base = ownBase(request);
    const systems = [...lab.systems.values()].map((one) => [one.name, one.address(`${base}/${one.name}`)]);
    const mail = { smtp, inbox: `${base}/_lab/mail` };
    response.json({ control: `${base}/_lab`, panel: `${base}/_lab`, mail, systems: Object.fromEntries(systems) });
  });
  router.post('/reset', (request, response) => {
    const { seed, random } = bodyOf(request);
    lab.reset(
      seed === undefined || seed === '' ? undefined : readSeed(seed),
      random === undefined || random === '' ? undefined : Number(random),
    );
    answer(request, response, overview(lab, smtp));
  });
  router.post('/seed', (request, response) => {
    const seed = readSeed(bodyOf(request).seed ?? bodyOf(request).orders);
    for (const system of lab.systems.values()) system.seed(seed);
    answer(request, response, overview(lab, smtp));
  });
  router.get('/clock', (_request, response) => response.json(clockOf(lab)));
  router.post('/clock', (request, response) => {
    turnClock(lab, bodyOf(request));
    for (const system of lab.systems.values()) lab.settle(system);
    answer(request, response, clockOf(lab));
  });
  router.use(worldRoutes(lab, answer));
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
    const found = lab.log.list().find((one) => one.no === Number(request.params.no));
    if (!found) throw new LabRefused(`there is no request ${request.params.no}, or no longer`);
    both(
      request,
      response,
      () => renderRequest(found),
      () => requestPage(found),
    );
  });
  router.delete('/requests', (request, response) => {
    lab.log.clear();
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
  router.post('/systems/:system/:change', (request, response) => {
    const { changes } = lab.system(request.params.system);
    const change = Object.hasOwn(changes, request.params.change) ? changes[request.params.change] : undefined;
    if (!change) throw new LabRefused(`unknown change "${request.params.change}"`);
    const given = bodyOf(request);
    const known = Object.keys(change.args).map((name) => name.replace('?', ''));
    for (const name of Object.keys(given)) if (!known.includes(name)) throw new LabRefused(`unknown argument ${name}`);
    answer(
      request,
      response,
      change.run(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))),
    );
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
  router.delete('/mail', (request, response) => {
    lab.mailbox.clear();
    answer(request, response, []);
  });
  router.get('/recordings', (_request, response) => response.json(recorder.list()));
  router.post('/recordings', (request, response) => {
    const { name, seed } = bodyOf(request);
    answer(
      request,
      response,
      recorder.start(String(name ?? ''), seed === undefined || seed === '' ? undefined : readSeed(seed)),
    );
  });
  router.post('/recordings/:name/stop', (request, response) =>
    answer(request, response, recorder.stop(request.params.name)),
  );
  router.get('/recordings/:name', (request, response) => response.json(recorder.get(request.params.name)));
  router.post('/recordings/:name/replay', async (request, response) =>
    answer(request, response, await recorder.replay(recorder.get(request.params.name), ownBase(request))),
  );
  router.post('/replay', async (request, response) =>
    answer(request, response, await recorder.replay(bodyOf(request) as unknown as Series, ownBase(request))),
  );
  return router;
}

const ownBase = (request: Request): string => `http://127.0.0.1:${request.socket.localPort}`;
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

/**
 * `{by: 300 | "PT5M"}` turns, `{to: "2026-12-31T23:59:00+09:00"}` sets, `{frozen: true | false}` stops or lets run. Never back: limits,
 * tokens and queues stand at instants that have been.
 */
function turnClock(lab: LabState, wish: Record<string, unknown>): void {
  for (const name of Object.keys(wish))
    if (!['by', 'to', 'frozen'].includes(name)) throw new LabRefused(`unknown member ${name}`);
  const { by, to, frozen } = wish;
  if (frozen !== undefined && frozen !== '') {
    if (String(frozen) === 'true') lab.clock.freeze();
    else if (String(frozen) === 'false') lab.clock.run();
    else throw new LabRefused('frozen must be true or false');
  }
  if (to !== undefined && to !== '') {
    const at = fromIso(String(to));
    if (at === undefined) throw new LabRefused('to must be an ISO instant');
    forward(at - lab.clock.now());
    lab.clock.set(at);
  }
  if (by !== undefined && by !== '') lab.clock.turn(forward(milliseconds(by)));
}

/** A century at most: beyond the calendar's end no instant could be written any more. */
function forward(ms: number): number {
  if (ms > 100 * 366 * 86_400_000) throw new LabRefused('the clock turns by 100 years at most');
  if (ms < 0)
    throw new LabRefused(
      'ラボの時計は戻せません。戻すときはラボを起動し直してください。 / The clock does not go back; start the lab again instead.',
    );
  return ms;
}

function milliseconds(by: unknown): number {
  const seconds = Number(by);
  if (Number.isFinite(seconds)) return Math.round(seconds * 1000);
  try {
    return Temporal.Duration.from(String(by)).total({
      unit: 'millisecond',
      relativeTo: Temporal.PlainDate.from('2026-01-01'),
    });
  } catch {
    throw new LabRefused('by must be seconds or an ISO duration such as PT5M');
  }
}

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
