import express from 'express';
import { act } from './acts.ts';
import { bodyOf } from './control-faults.ts';
import { docsOf, strictSays } from './docs/docs.ts';
import { docsPage } from './docs/page.ts';
import { wantsPage } from './guard.ts';
import type { LabState } from './lab.ts';
import { dressed } from './pages/page.ts';

/** `/_lab/docs`: what the lab answers and how sure that is, from the data that the code runs on. `/_lab/strict`: only what is known. */
export function docsRoutes(lab: LabState): express.Router {
  const router = express.Router();
  router.use('/strict', express.json(), express.urlencoded({ extended: false }));
  router.get('/docs', async (request, response) => {
    const base = `http://${request.headers.host}`;
    const docs = await Promise.all([...lab.systems.values()].map((one) => docsOf(one, base)));
    response.vary('accept');
    if (wantsPage(request))
      response.type('html').send(dressed(docsPage(lab, docs), request.headers.cookie, lab.console));
    else
      response.json({
        strict: lab.strict,
        strictSays,
        systems: Object.fromEntries(docs.map(({ name, ...one }) => [name, one])),
      });
  });
  router.get('/strict', (_request, response) => response.json({ on: lab.strict }));
  router.post('/strict', async (request, response) => {
    await act(lab, 'strict', bodyOf(request));
    response.json({ on: lab.strict });
  });
  return router;
}
