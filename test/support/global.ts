import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { builtCommand } from './command.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { standInTempFolder } from './temp-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** GET it: the answer is the URL of a new, empty PostgreSQL database. */
    postgresDoor: string;
  }
}

/**
 * One temporary folder for the whole test run, which must be empty at its end; and one PostgreSQL, started when the first
 * test asks for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temp = standInTempFolder();
  // Compiled code of the commands that tests start is worth keeping between runs, but not in the system's folder.
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'node-compile');
  const built = builtCommand();
  if (built) process.env.TEST_COMMAND = built;
  // Commands that tests start from the source load the console's `.tsx`, too.
  const hook = pathToFileURL(join(import.meta.dirname, 'tsx-hook.mjs')).href;
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import=${hook}`.trim();
  let server: Promise<PostgresServer> | undefined;
  const door = createServer(async (_request, response) => {
    try {
      server ??= startPostgres();
      response.end(await (await server).newDatabase());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('postgresDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}/`);
  return async () => {
    door.closeAllConnections();
    door.close();
    await (await server)?.stop();
    temp.close();
  };
}
