import express, { type Request, type Response } from 'express';
import type { LabState } from './lab.ts';
import { LabRefused } from './system.ts';

/** Answers a call of the control interface: JSON for a program, the way back for a form of the panel. */
export type Reply = (request: Request, response: Response, value: unknown) => void;

export const bodyOf = (request: Request): Record<string, unknown> =>
  (request.body as Record<string, unknown> | undefined) ?? {};

/** Faults, clock skew and quotas. */
export function faultRoutes(lab: LabState, answer: Reply): express.Router {
  const router = express.Router();
  router.get('/faults', (_request, response) => response.json(lab.faults.list()));
  router.post('/faults', (request, response) => answer(request, response, lab.faults.add(bodyOf(request))));
  router.post('/faults/clear', (request, response) => {
    lab.faults.clear();
    answer(request, response, []);
  });
  router.delete('/faults', (request, response) => {
    lab.faults.clear();
    answer(request, response, []);
  });
  router.post('/faults/:id/remove', (request, response) => {
    lab.faults.remove(Number(request.params.id));
    answer(request, response, lab.faults.list());
  });
  router.delete('/faults/:id', (request, response) => {
    lab.faults.remove(Number(request.params.id));
    answer(request, response, lab.faults.list());
  });
  router.get('/skew', (_request, response) => response.json(lab.skew));
  router.post('/skew', (request, response) => answer(request, response, skew(lab, bodyOf(request))));
  router.post('/quota', (request, response) => answer(request, response, useQuota(lab, bodyOf(request))));
  return router;
}

const farthest = 366 * 86_400_000;

/** `{system, by: -90 | "-PT90S"}`: from now on the system's clock shows so much less than the lab's; 0 = the lab's again. */
export function skew(lab: LabState, wish: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  only(wish, ['system', 'by']);
  const { name } = lab.system(String(wish.system ?? ''));
  const by = signed(wish.by);
  if (by === 0) delete lab.skew[name];
  else lab.skew[name] = by;
  return lab.skew;
}

function signed(by: unknown): number {
  const text = String(by ?? '').trim();
  const seconds = text === '' ? Number.NaN : Number(text);
  let ms = seconds * 1000;
  if (!Number.isFinite(seconds)) {
    try {
      ms = Temporal.Duration.from(text).total({
        unit: 'millisecond',
        relativeTo: Temporal.PlainDate.from('2026-01-01'),
      });
    } catch {
      throw new LabRefused('by must be seconds or an ISO duration such as -PT90S');
    }
  }
  if (Math.abs(ms) > farthest) throw new LabRefused('a clock is off by a year at most');
  return Math.round(ms);
}

/** `{system, used: 0.5, operation?}`: half of what may be called is used up. Gives back which quotas. */
export function useQuota(lab: LabState, wish: Readonly<Record<string, unknown>>) {
  only(wish, ['system', 'used', 'operation']);
  const system = lab.system(String(wish.system ?? ''));
  const used = wish.used === undefined || wish.used === '' ? Number.NaN : Number(wish.used);
  if (!(used >= 0 && used <= 1)) throw new LabRefused('used must be a number from 0 to 1');
  const operation = wish.operation === undefined || wish.operation === '' ? undefined : String(wish.operation);
  const quotas = system.useQuota?.(used, operation) ?? [];
  if (quotas.length === 0)
    throw new LabRefused(`${system.name} has no quota${operation === undefined ? '' : ` of ${operation}`}`);
  return { system: system.name, used, quotas };
}

export function only(wish: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const name of Object.keys(wish))
    if (!known.includes(name)) throw new LabRefused(`unknown member ${name}; known: ${known.join(' ')}`);
}
