import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/* 17: every command that takes numbers ends with 3 and names each one that it does not know, and does the rest. */

const known = '250-0000001-0000001';
const unknown = ['250-9999999-0000001', '250-9999999-0000002_1', '存在しない番号'];
let root: string;
let close: () => unknown;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-unknown-'));
  await cli(['init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults:
  remarks: allow
  double-purchase: allow
  issue: manual
  billing: { customer-code: "000000000000", freight-no: "01" }
shops:
  amazon: { default-method: yamato }
  amazon-api:
    marketplace: amazon
    api: { seller-id: A0SAMPLE0, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } }
b2:
  api: { access-key: { env: K }, api-user-id: X }
`,
  );
  const lab = await startLab({ seed: 'empty' });
  const forget = writeLabFile(join(root, 'data', 'lab.json'), lab);
  close = async () => {
    forget();
    await lab.close();
  };
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': known }], 'utf-8'));
  writeFileSync(join(root, 'numbers.txt'), [known, ...unknown].join('\n'));
  await cli(['intake', 'report.txt', '--shop', 'amazon', '-C', '.'], { cwd: root });
});
afterAll(async () => {
  await close();
  rmSync(root, { recursive: true, force: true });
});

const note = ['--note', '試験'];
const [one = ''] = unknown;

test.each<[string, readonly string[], readonly string[]]>([
  ['orders show', [one], [one]],
  ['orders explain', [one], [one]],
  ['orders split', [one, '--lines', '1:1'], [one]],
  ['orders bundle', [known, ...unknown], unknown],
  ['orders copy', [one], [one]],
  ['orders confirm', unknown, unknown],
  ['orders unconfirm', unknown, unknown],
  ['orders edit', [one, '--set', 'note=x', ...note], [one]],
  ['holds clear', [one, ...note], [one]],
  ['holds clear', [`${one}_1:unpaid`, ...note], [one]],
  ['issue', ['--orders', known, ...unknown, '--dry-run'], unknown],
  ['issue', ['--reissue', '--orders', ...unknown, ...note], unknown],
  ['issue', ['--route', 'api', '--orders', known, ...unknown, '--dry-run'], unknown],
  ['issue', ['--route', 'api', '--unattended', '--orders', ...unknown], unknown],
  ['amazon complete', ['--orders', 'numbers.txt', '--dry-run'], unknown],
  ['amazon amounts', ['--orders', 'numbers.txt'], unknown],
  ['b2 release', ['0123456789abcdef', ...note], ['0123456789abcdef']],
  ['b2 look', ['0123456789abcdef'], ['0123456789abcdef']],
  ['runs show', ['20260101T000000-ffffff'], ['20260101T000000-ffffff']],
  ['replay', ['0123456789abcdef'], ['0123456789abcdef']],
])('%s %j', async (command, args, named) => {
  const { code, stderr, stdout } = await cli([...command.split(' '), ...args, '-C', root], { cwd: root });
  expect([code, stderr]).toEqual([3, expect.stringContaining(named[0]!)]);
  for (const number of named) expect(stderr).toContain(number);
  expect(stderr).not.toMatch(/[{}]|\n\s+at /);
  if (args.includes(known) && command === 'issue') expect(stdout).toMatch(/出荷 1 件|1 件/);
});

test('A9: numbers in full width and with any dash are the same numbers; what goes and what does not is counted by reason', async () => {
  const wide = known
    .replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    .replaceAll('-', '－');
  writeFileSync(join(root, 'wide.txt'), `${wide}\r\n`);
  const { stdout, stderr } = await cli(['amazon', 'complete', '--orders', 'wide.txt', '--dry-run', '-C', root], {
    cwd: root,
  });
  expect(stdout).toContain(known);
  expect(stdout).toMatch(/出荷通知を送れるもの: 0 件\n送らないもの: 1 件（まだ出荷済みではない/);
  expect(stderr).not.toContain(wide);
});

test('a file that is taken back with a number that is not in it stays as it is', async () => {
  expect((await cli(['issue', '--orders', known, '-C', root])).code).toBe(0);
  const folder = join(root, 'outbox', 'amazon');
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  const refused = await cli(['issue', '--undo', file, '--orders', known, ...unknown, ...note, '-C', root]);
  expect(refused.code).toBe(3);
  for (const number of unknown) expect(refused.stderr).toContain(number);
  expect(readdirSync(folder)).toContain(file);
  expect((await cli(['issue', '--undo', file, '--orders', known, ...note, '-C', root])).code).toBe(0);
});
