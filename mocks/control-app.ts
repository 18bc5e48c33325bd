import type { RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { controlRoutes } from './control.ts';
import { sayError, unknownRoute } from './guard.ts';
import type { LabState } from './lab.ts';

/** Everything that no system answers: `/_lab`, and what is not there. A file of its own: only who asks for it loads its library. */
export function controlApp(lab: LabState, smtp: string): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/_lab', controlRoutes(lab, smtp));
  app.get('/', (_request, response) => response.redirect('/_lab'));
  app.use(unknownRoute);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sayError(error, request, response),
  );
  return app;
}
