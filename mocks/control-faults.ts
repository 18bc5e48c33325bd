import express, { type Request, type Response } from 'express';
import { type ActName, act } from './acts.ts';
import type { LabState } from './lab.ts';

/** Answers a call of the control interface: JSON for a program, the way back for a form of the panel. */
export type Reply = (request: Request, response: Response, value: unknown) => void;

export const bodyOf = (request: Request): Record<string, unknown> =>
  (request.body as Record<string, unknown> | undefined) ?? {};

/** Faults, clock skew and quotas. */
export function faultRoutes(lab: LabState, answer: Reply): express.Router {
  const router = express.Router();
  router.get('/faults', (_request, response) => response.json(lab.faults.list()));
  const done = async (request: Request, response: Response, name: ActName, given: Readonly<Record<string, unknown>>) =>
    answer(request, response, await act(lab, name, given));
  router.post('/faults', (request, response) => done(request, response, 'fault', bodyOf(request)));
  router.post('/faults/clear', (request, response) => done(request, response, 'clear-faults', {}));
  router.delete('/faults', (request, response) => done(request, response, 'clear-faults', {}));
  router.post('/faults/:id/remove', (request, response) =>
    done(request, response, 'remove-fault', { id: request.params.id }),
  );
  router.delete('/faults/:id', (request, response) =>
    done(request, response, 'remove-fault', { id: request.params.id }),
  );
  router.get('/skew', (_request, response) => response.json(lab.skew));
  router.post('/skew', (request, response) => done(request, response, 'skew', bodyOf(request)));
  router.post('/quota', (request, response) => done(request, response, 'quota', bodyOf(request)));
  return router;
}
