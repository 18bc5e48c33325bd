import express, { type Request, type Response } from 'express';
import { bodyOf, type Reply } from './control-faults.ts';
import { wantsPage } from './guard.ts';
import type { LabState } from './lab.ts';
import type { Outcome } from './scenarios/outcome.ts';
import { LabRefused } from './system.ts';
import { milliseconds } from './turn.ts';

/** A page for a browser, JSON for a program. */
export type Both = (request: Request, response: Response, value: () => unknown, page: () => string) => void;

/** Scenarios, expectations and the ledger of an order. Their libraries are loaded when somebody asks. */
export function scenarioRoutes(
  lab: LabState,
  tools: {
    base(request: Request): string;
    readonly answer: Reply;
    readonly both: Both;
  },
): express.Router {
  const router = express.Router();
  const runsHere = async () => (await import('./scenarios/runs.ts')).runsOf(lab);
  const run = async (request: Request, response: Response, source: string) => {
    const { startScenario } = await import('./scenarios/drive.ts');
    const signal = new AbortController();
    const isForm = request.is('urlencoded');
    const isAwaited = request.query.wait !== 'no' && !isForm;
    if (isAwaited) response.once('close', () => signal.abort());
    const { run, outcome } = await startScenario(lab, source, tools.base(request), signal.signal);
    if (isAwaited) await sendOutcome(request, response, await outcome);
    else if (isForm) response.redirect(303, `/_lab/scenarios/runs/${run.no}`);
    else response.status(202).json({ run: run.no });
  };
  const orBad = async (response: Response, work: () => Promise<void>) => {
    const { BadScenario } = await import('./scenarios/read.ts');
    try {
      await work();
    } catch (error) {
      if (!(error instanceof BadScenario)) throw error;
      if (response.req.is('urlencoded')) throw new LabRefused(error.message);
      response.status(400).json({ error: error.message, problems: error.problems });
    }
  };

  router.get('/scenarios/schema.json', async (_request, response) => {
    const { scenarioSchema } = await import('./scenarios/schema.ts');
    response.json(scenarioSchema());
  });
  router.get('/scenarios/examples/:name', async (request, response) => {
    const { exampleText } = await import('./scenarios/examples.ts');
    response.type('text/yaml').send(exampleText(request.params.name));
  });
  router.post('/scenarios/examples/:name', (request, response) =>
    orBad(response, async () => {
      const { exampleText } = await import('./scenarios/examples.ts');
      await run(request, response, exampleText(request.params.name));
    }),
  );
  router.post(
    '/scenarios',
    express.text({ type: (request) => !/json|urlencoded/.test(request.headers['content-type'] ?? ''), limit: '4mb' }),
    (request, response) => orBad(response, () => run(request, response, sourceOf(request))),
  );
  router.get('/scenarios', async (request, response) => {
    const { exampleNames } = await import('./scenarios/examples.ts');
    const list = (await runsHere()).list();
    const { scenariosPage } = await import('./pages/scenarios.ts');
    const runs = list.map(({ no, name, result }) => ({ no, name, ok: result?.ok ?? null }));
    tools.both(
      request,
      response,
      () => ({ examples: exampleNames(), runs }),
      () => scenariosPage(exampleNames(), list),
    );
  });
  router.get('/scenarios/runs/:no', async (request, response) => {
    const run = (await runsHere()).get(Number(request.params.no));
    const { runPage } = await import('./pages/scenarios.ts');
    if (wantsPage(request))
      tools.both(
        request,
        response,
        () => run,
        () => runPage(run),
      );
    else if (run.result) await sendOutcome(request, response, run.result);
    else response.status(202).json({ run: run.no, name: run.name, isRunning: true });
  });
  router.delete('/scenarios/runs/:no', async (request, response) => {
    const { stopScenario } = await import('./scenarios/drive.ts');
    await sendOutcome(request, response, await stopScenario(lab, Number(request.params.no)));
  });
  router.get('/ledger', async (request, response) => {
    const limit = Math.min(Number(request.query.limit) || 100, 1000);
    const { newestOrders } = await import('./ledger/order-life.ts');
    const { ordersPage } = await import('./pages/orders.ts');
    const found = newestOrders(lab, limit);
    tools.both(
      request,
      response,
      () => found,
      () => ordersPage(found),
    );
  });
  router.get('/ledger/:number', async (request, response) => {
    const { lifeOf } = await import('./ledger/order-life.ts');
    const { system } = request.query;
    const { orderLifePage } = await import('./pages/orders.ts');
    const life = lifeOf(lab, request.params.number, typeof system === 'string' ? system : undefined);
    tools.both(
      request,
      response,
      () => life,
      () => orderLifePage(life),
    );
  });
  router.post('/expect', async (request, response) => {
    const { expectNow } = await import('./scenarios/drive.ts');
    const { atMost, ...given } = Array.isArray(request.body)
      ? { expectations: request.body as unknown[] }
      : bodyOf(request);
    const longest = atMost === undefined ? 0 : milliseconds(atMost);
    const wanted = 'expectations' in given ? given.expectations : [given];
    const checks = await expectNow(lab, wanted, longest);
    const failures = checks.filter((one) => !one.ok);
    const { failureText } = await import('./ledger/expect.ts');
    response
      .status(failures.length === 0 ? 200 : 409)
      .json({ ok: failures.length === 0, failures: failures.map(failureText), checks });
  });
  return router;
}

function sourceOf(request: Request): string {
  const body: unknown = request.body;
  if (typeof body === 'string') return body;
  const given = bodyOf(request);
  // JSON is YAML: a scenario may be the body itself, or a text in it.
  return typeof given.scenario === 'string' ? given.scenario : JSON.stringify(given);
}

/** 200 = passed, 409 = failed. A terminal gets the report. */
async function sendOutcome(request: Request, response: Response, outcome: Outcome): Promise<void> {
  response.status(outcome.ok ? 200 : 409);
  if (request.query.report === 'text' || (request.headers.accept ?? '').startsWith('text/plain')) {
    const { reportText } = await import('./scenarios/outcome.ts');
    response.type('text/plain').send(reportText(outcome));
  } else response.json(outcome);
}
