import express from 'express';
import { act } from './acts.ts';
import { iso } from './clock.ts';
import { bodyOf, type Reply } from './control-faults.ts';
import type { LabState } from './lab.ts';
import { LabRefused } from './system.ts';
import { columns } from './world/columns.ts';
import { OrdersRefused } from './world/problems.ts';

/** What happens in the world: buyers by themselves, orders from files and templates. */
export function worldRoutes(lab: LabState, answer: Reply): express.Router {
  const router = express.Router();
  router.get('/life', (_request, response) => response.json(lifeOf(lab)));
  router.post('/life', async (request, response) => {
    await act(lab, 'life', bodyOf(request));
    answer(request, response, lifeOf(lab));
  });
  router.get('/shops', (_request, response) => response.json(lab.shops));
  router.post('/shops', async (request, response) =>
    answer(request, response, await act(lab, 'open-shop', bodyOf(request))),
  );
  router.delete('/shops/:name', async (request, response) => {
    response.json(await act(lab, 'close-shop', { name: request.params.name }));
  });
  router.get('/orders/columns', (_request, response) => response.json(columns));
  router.post(
    '/orders',
    express.raw({ type: (request) => !/json|urlencoded/.test(request.headers['content-type'] ?? ''), limit: '64mb' }),
    async (request, response) => {
      const system = typeof request.query.system === 'string' ? request.query.system : undefined;
      const body: unknown = request.body;
      try {
        if (Buffer.isBuffer(body)) response.json(await placeFile(lab, body, system));
        else if (typeof bodyOf(request).csv === 'string') {
          const { csv, system: named } = bodyOf(request) as { csv: string; system?: string };
          answer(request, response, await placeFile(lab, Buffer.from(csv), named || system));
        } else answer(request, response, await act(lab, 'orders', readForm(bodyOf(request))));
      } catch (error) {
        if (!(error instanceof OrdersRefused)) throw error;
        if (request.is('urlencoded')) throw new LabRefused(error.message);
        response.status(400).json({ error: error.message, problems: error.problems });
      }
    },
  );
  return router;
}

/** A form has only texts: its template is JSON. */
function readForm(given: Record<string, unknown>): Record<string, unknown> {
  const { template, ...rest } = given;
  if (typeof template !== 'string') return given;
  if (template.trim() === '') return rest;
  try {
    return { ...rest, template: JSON.parse(template) as unknown };
  } catch {
    throw new LabRefused('template must be JSON');
  }
}

/** `{on, rates, happened}`; every system is brought to now first. */
function lifeOf(lab: LabState) {
  for (const system of lab.systems.values()) lab.settle(system);
  const happened = lab.life.diary().map((one) => ({ ...one, at: iso(one.at) }));
  return { on: lab.life.isOn, rates: lab.life.rates, happened };
}

/** The orders of a file, all or none. @throws OrdersRefused with every problem */
async function placeFile(lab: LabState, bytes: Buffer, system: string | undefined): Promise<unknown> {
  const { readOrderFile } = await import('./world/read-file.ts');
  return act(lab, 'order-rows', { rows: await readOrderFile(bytes), system });
}
