import express from 'express';
import { iso } from './clock.ts';
import { bodyOf } from './control-faults.ts';
import type { Keeper } from './keep/keeper.ts';

/** `/_lab/snapshots`: the whole lab under a name. */
export function snapshotRoutes(keeper: Keeper): express.Router {
  const router = express.Router();
  router.use('/snapshots', express.json(), express.urlencoded({ extended: false }));
  const list = () => keeper.snapshots.list().map((one) => ({ ...one, at: iso(one.at) }));
  router.get('/snapshots', (_request, response) => response.json(list()));
  router.post('/snapshots', (request, response) => {
    keeper.snapshot(String(bodyOf(request).name ?? ''));
    response.json(list());
  });
  router.post('/snapshots/:name/restore', (request, response) => {
    keeper.restore(request.params.name);
    response.json({ restored: request.params.name });
  });
  router.delete('/snapshots/:name', (request, response) => {
    keeper.snapshots.remove(request.params.name);
    response.json(list());
  });
  return router;
}
