import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

/* Whatever is written about customers, by whichever command, is nobody else's on this machine unless the settings say so. */

let root: string;
beforeEach(async () => {
  root = join(mkdtempSync(join(tmpdir(), 'b2-private-')), 'shop');
  await cli(['init', root]);
  // The way there is open, so that the folders' own modes count.
  for (const folder of [join(root, '..'), root]) chmodSync(folder, 0o755);
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

/** Path and mode of everything in these folders. */
const modes = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => {
      const path = join(folder, name);
      const found = statSync(join(root, path));
      return { path, mode: (found.mode & 0o777).toString(8), isFolder: found.isDirectory() };
    }),
  );

/** Watches until the dropped files are filed away, and tells what was said. */
async function watch(dropped: number): Promise<string> {
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, ...env } = process.env;
  const child = spawn(process.execPath, [main, 'start', '-C', root], { env });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8');
  });
  const done = () =>
    readdirSync(join(root, 'inbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^_(done|error).*\.(csv|txt)$/.test(name),
    );
  for (
    const end = performance.now() + 45_000;
    (done().length < 2 * dropped || !said.includes('見張っています')) && performance.now() < end;
  )
    await sleep(50);
  child.kill('SIGTERM');
  await once(child, 'close');
  return said;
}

function drop(): void {
  writeFileSync(join(root, 'inbox', 'amazon', 'a.txt'), amazonReport([{ 'order-id': '250-0000001-0000001' }], 'utf-8'));
  writeFileSync(join(root, 'inbox', 'b.csv'), 'no,known,form\r\n1,2,3\r\n');
  for (const name of ['amazon/a.txt', 'b.csv']) chmodSync(join(root, 'inbox', name), 0o664);
}

test('inbox, outbox, reports, manifests, database and workbooks are private by default', async () => {
  drop();
  expect(await watch(2)).not.toContain('ほかの利用者も読める');
  await cli(['report', '--out', join(root, 'outbox', 'report.xlsx'), '-C', root]);
  const found = modes('inbox', 'outbox', 'data').filter(({ path }) => !path.endsWith('README.md'));
  for (const part of [
    /_done\/.*a\.txt$/,
    /_done\/.*a\.txt\.txt$/,
    /_error\/.*b\.csv$/,
    /_error\/.*b\.csv\.txt$/,
    /outbox\/.*\.csv$/,
    /\.json$/,
    /report\.xlsx$/,
    /bridge\.db$/,
  ])
    expect(found.filter(({ path }) => part.test(path))).not.toEqual([]);
  for (const { path, mode, isFolder } of found) expect([path, mode]).toEqual([path, isFolder ? '700' : '600']);
});

test('"shared-with: group" lets the group work in inbox and outbox, and nobody into the database', async () => {
  writeFileSync(
    join(root, 'bridge.yaml'),
    'shared-with: group\ndefaults:\n  billing: { customer-code: "000000000000", freight-no: "01" }\nshops:\n  amazon: { default-method: yamato }\n',
  );
  drop();
  expect(await watch(2)).not.toContain('ほかの利用者も読める');
  const shared = modes('inbox', 'outbox').filter(({ path }) => !/README\.md$|^inbox\/(?!amazon|results|_)/.test(path));
  for (const { path, mode, isFolder } of shared) expect([path, mode]).toEqual([path, isFolder ? '770' : '660']);
  expect((statSync(join(root, 'data')).mode & 0o777).toString(8)).toBe('700');
});

test('folders that others may read are said at start, each with what to do', async () => {
  for (const name of ['inbox', 'outbox', 'data']) chmodSync(join(root, name), 0o755);
  const said = await watch(0);
  for (const name of ['inbox', 'outbox', 'data'])
    expect(said).toContain(`${join(root, name)} を、ほかの利用者も読める設定になっています（755）`);
  expect(said).toContain(`chmod -R go-rwx ${join(root, 'outbox')}`);
  expect(said).toContain('shared-with: group');
});
