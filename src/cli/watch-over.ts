import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import type { Context } from '../flow/types.ts';
import type { JsonLog } from './json-log.ts';
import { print, warn } from './output.ts';

/** What those who watch a bridge hear of it: JSON lines (`--log json`), and `/health` and `/metrics` where the settings give a port. */
export interface Watched {
  readonly context: Context;
  readonly log: JsonLog | undefined;
  close(): Promise<void>;
}

export async function watchOver(context: Context, format: 'plain' | 'json'): Promise<Watched> {
  const log = format === 'json' ? await (await import('./json-log.ts')).openJsonLog(context.config.name) : undefined;
  const { metricsPort } = context.config;
  if (metricsPort === undefined)
    return { context: log ? { ...context, onRun: log.ran } : context, log, close: async () => {} };
  const { collectMetrics, startHealthEndpoint } = await import('../flow/health/index.ts');
  const metrics = await collectMetrics(context);
  const onRun: Context['onRun'] = (run) => {
    metrics.ran(run);
    log?.ran(run);
  };
  const watched = { context: { ...context, onRun }, log };
  try {
    const endpoint = await startHealthEndpoint(context, metricsPort, metrics);
    print(fill(help.said.healthAt, { base: endpoint.base }));
    return { ...watched, close: () => endpoint.close() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const said = say('metrics-port', { port: metricsPort, reason: code });
    warn(`${said.sentence} → ${said.remedy}`);
    return { ...watched, close: async () => {} };
  }
}
