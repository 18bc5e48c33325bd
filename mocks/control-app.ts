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
  app.use('/_lab', keptBeforeSaid(lab, keeper), snapshotRoutes(keeper), docsRoutes(lab), controlRoutes(lab, smtp));
  app.get('/', (_request, response) => response.redirect('/_lab'));
  app.use(unknownRoute);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sayError(error, request, response),
  );
  return app;
}

/** These answers bring no system to the present. */
const quiet = /^\/(address|clock|docs|font|mail|recordings|requests|snapshots)/;

/** What is written here is kept before the answer goes out. */
function keptBeforeSaid(lab: LabState, keeper: Keeper) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (!quiet.test(request.path)) lab.journal?.looked();
    } else {
      const { end } = response;
      response.end = ((...args: Parameters<typeof end>) => {
        keeper.changed();
        return end.apply(response, args);
      }) as typeof end;
    }
    next();
  };
}
