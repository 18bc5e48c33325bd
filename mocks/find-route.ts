import type { Arrived } from './arrive.ts';
import { toCall } from './dispatch.ts';
import { type Found, type Routes, routesOf } from './routes.ts';
import type { MockSystem } from './system.ts';

const known = new WeakMap<MockSystem, Routes>();

/** The operation that a request means, `undefined` when no operation answers it. */
export function findRoute(system: MockSystem, request: Arrived): Found | undefined {
  let routes = known.get(system);
  if (!routes) {
    routes = routesOf(system);
    known.set(system, routes);
  }
  const [path = ''] = request.url.split('?', 1);
  return routes(request.method, path).find(
    ({ operation, params }) => !operation.fits || operation.fits(toCall(request, params, 0)),
  );
}
