import type { RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { controlRoutes } from './control.ts';
import { docsRoutes } from './control-docs.ts';
import { snapshotRoutes } from './control-snapshots.ts';
import { sayError, unknownRoute } from './guard.ts';
import type { Keeper } from './keep/keeper.ts';
import type { LabState } from './lab.ts';

/** Everything that no system answers: `/_lab`, and what is not there. A file of its own: only who asks for it loads its library. */
export function controlApp(lab: LabState, keeper: Keeper, smtp: string): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/_lab', looking(lab), snapshotRoutes(keeper), docsRoutes(lab), controlRoutes(lab, smtp));
  app.get('/', (_request, response) => response.redirect('/_lab'));
  app.use(unknownRoute);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sayError(error, request, response),
  );
  return app;
}

/** These answers bring no system to the present. */
const quiet = /^\/(address|clock|docs|font|mail|recordings|requests|snapshots)/;

/** To be looked at brings systems to the present, so it is written down. */
function looking(lab: LabState) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if ((request.method === 'GET' || request.method === 'HEAD') && !quiet.test(request.path)) lab.journal?.looked();
    next();
  };
}
