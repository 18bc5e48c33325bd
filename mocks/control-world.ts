import express from 'express';
import { iso } from './clock.ts';
import { bodyOf, only, type Reply } from './control-faults.ts';
import { type LabState, readSeed } from './lab.ts';
import { LabRefused } from './system.ts';
import { columns } from './world/columns.ts';
import { OrdersRefused } from './world/problems.ts';
import { readRates } from './world/rates.ts';

/** What happens in the world: buyers by themselves, orders from files and templates. */
export function worldRoutes(lab: LabState, answer: Reply): express.Router {
  const router = express.Router();
  router.get('/life', (_request, response) => response.json(lifeOf(lab)));
  router.post('/life', (request, response) => {
    setLife(lab, bodyOf(request));
    answer(request, response, lifeOf(lab));
  });
  router.get('/shops', (_request, response) => response.json(lab.shops));
  router.post('/shops', (request, response) => {
    const given = bodyOf(request);
    only(given, ['system', 'shop', 'seed']);
    const seed = given.seed === undefined || given.seed === '' ? lab.last.seed : readSeed(given.seed);
    const { name } = lab.openShop({ system: String(given.system ?? ''), shop: String(given.shop ?? '') }, seed);
    answer(request, response, { name });
  });
  router.delete('/shops/:name', (request, response) => {
    lab.closeShop(request.params.name);
    response.json(lab.shops);
  });
  router.get('/orders/columns', (_request, response) => response.json(columns));
  router.post(
    '/orders',
    express.raw({ type: (request) => !/json|urlencoded/.test(request.headers['content-type'] ?? ''), limit: '64mb' }),
    async (request, response) => {
      const { placeFile, placeWished } = await import('./world/place-orders.ts');
      const system = typeof request.query.system === 'string' ? request.query.system : undefined;
      const body: unknown = request.body;
      try {
        if (Buffer.isBuffer(body)) response.json(await placeFile(lab, body, system));
        else if (typeof bodyOf(request).csv === 'string') {
          const { csv, system: named } = bodyOf(request) as { csv: string; system?: string };
          answer(request, response, await placeFile(lab, Buffer.from(csv), named || system));
        } else answer(request, response, placeWished(lab, readForm(bodyOf(request))));
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

/** `{on?, rates?, system?}`: rates of one system or of all; `rates: null` = as usual again. */
export function setLife(lab: LabState, wish: Readonly<Record<string, unknown>>): void {
  only(wish, ['on', 'rates', 'system', 'ordersPerHour', 'cancelled', 'unpaid']);
  const { on, rates, system, ...flat } = wish;
  if (on !== undefined && String(on) !== 'true' && String(on) !== 'false')
    throw new LabRefused('on must be true or false');
  // A form of the panel: blank rates are the usual ones.
  const isFlat = Object.keys(flat).length > 0;
  const given = isFlat ? (flat.ordersPerHour === '' ? null : flat) : rates;
  if (on === undefined && given === undefined) throw new LabRefused('on or rates is needed');
  const name = system === undefined || system === '' || system === '*' ? '*' : lab.system(String(system)).name;
  const read = given === undefined || given === null ? undefined : readRates(given);
  for (const one of lab.systems.values()) lab.settle(one);
  if (read) lab.life.rates[name] = read;
  else if (given === null) delete lab.life.rates[name];
  if (on !== undefined) lab.life.turn(String(on) === 'true', lab.clock.now());
}

/** `{on, rates, happened}`; every system is brought to now first. */
function lifeOf(lab: LabState) {
  for (const system of lab.systems.values()) lab.settle(system);
  const happened = lab.life.diary().map((one) => ({ ...one, at: iso(one.at) }));
  return { on: lab.life.isOn, rates: lab.life.rates, happened };
}
