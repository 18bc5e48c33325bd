import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, moveFile, numbered, replaceWhole, writeSynced } from '../../src/flow/files/disk.ts';
import { isTemporary, traceOf } from '../../src/flow/files/temporary-error.ts';
import { dataRows } from '../../src/flow/outbox/manifest.ts';
import { StaleWrite } from '../../src/store/types.ts';

/** Renames from the first folder to the second cross a border between disks. */
const border = vi.hoisted(() => ({ from: '', to: '', full: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const error = (code: string) => Object.assign(new Error(code), { code, syscall: 'test' });
  return {
    ...real,
    rename: async (from: string, to: string) => {
      if (border.from && from.startsWith(border.from) && to.startsWith(border.to)) throw error('EXDEV');
      return real.rename(from, to);
    },
    copyFile: async (from: string, to: string, mode: number) => {
      await real.copyFile(from, to, mode);
      if (border.full) throw error('ENOSPC');
    },
  };
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-bridge-disk-'));
  for (const name of ['a', 'b']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'a', 'x.csv'), '中身');
});
afterEach(() => {
  Object.assign(border, { from: '', to: '', full: false });
  rmSync(root, { recursive: true, force: true });
});

describe('moving a file', () => {
  it('over a border between disks copies it whole and takes the old one away', async () => {
    Object.assign(border, { from: join(root, 'a'), to: join(root, 'b') });
    await moveFile(join(root, 'a', 'x.csv'), join(root, 'b', 'x.csv'));
    expect(readdirSync(join(root, 'a'))).toEqual([]);
    expect(readdirSync(join(root, 'b'))).toEqual(['x.csv']);
    expect(readFileSync(join(root, 'b', 'x.csv'), 'utf8')).toBe('中身');
  });

  it('to a disk that is full leaves the old one and nothing of the new one', async () => {
    Object.assign(border, { from: join(root, 'a'), to: join(root, 'b'), full: true });
    await expect(moveFile(join(root, 'a', 'x.csv'), join(root, 'b', 'x.csv'))).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(readdirSync(join(root, 'b'))).toEqual([]);
    expect(existsSync(join(root, 'a', 'x.csv'))).toBe(true);
  });
});

describe('writing a file', () => {
  it('that fails leaves what was there and no draft', async () => {
    mkdirSync(join(root, 'b', 'x.csv')); // a folder in its place
    await expect(replaceWhole(join(root, 'b', 'x.csv'), '新')).rejects.toThrow();
    await expect(writeSynced(join(root, 'c', 'x.csv'), '新')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(join(root, 'b'))).toEqual(['x.csv']);
  });

  it('into folders that are not there yet makes them', async () => {
    await makeFolder(join(root, 'c', 'd', 'e'));
    await makeFolder(join(root, 'c', 'd', 'e'));
    expect(existsSync(join(root, 'c', 'd', 'e'))).toBe(true);
  });
});

describe('a numbered name', () => {
  it('keeps its ending, and a name without one gets the number at the end', () => {
    expect(numbered('注文.csv', 1)).toBe('注文.csv');
    expect(numbered('注文.2026.csv', 2)).toBe('注文.2026-2.csv');
    expect(numbered('注文', 3)).toBe('注文-3');
    expect(numbered('.注文', 3)).toBe('.注文-3');
  });
});

describe('data rows of a finished file', () => {
  const count = (text: string) => dataRows(Buffer.from(text), undefined);
  it('are counted without header, and line breaks in quotes are no rows', () => {
    expect(count('h\r\na\r\nb\r\n')).toBe(2);
    expect(count('h\r\n"a\r\nb"\r\nc')).toBe(2);
    expect(count('h\r\n')).toBe(0);
    expect(count('')).toBe(0);
  });
});

describe('errors of the machine', () => {
  const coded = (code: string, more = {}) => Object.assign(new Error('x'), { code, ...more });
  it('pass by themselves when database, disk or network say so', () => {
    const passing = [
      coded('ENOSPC', { syscall: 'write' }),
      coded('ECONNREFUSED'),
      coded('57P01'),
      coded('40001'),
      coded('53300'),
      coded('ERR_SQLITE_ERROR', { errcode: 5 }),
      coded('ERR_SQLITE_ERROR', { errcode: 266 }), // I/O error with its extended code
      new Error('Connection terminated unexpectedly'),
      new StaleWrite('moved on'),
    ];
    expect(passing.map(isTemporary)).toEqual(passing.map(() => true));
  });

  it('do not pass when they are bugs', () => {
    const bugs = [
      new TypeError('x'),
      coded('23505'),
      coded('ERR_SQLITE_ERROR', { errcode: 19 }),
      'text',
      coded('ERR_ASSERTION'),
    ];
    expect(bugs.map(isTemporary)).toEqual(bugs.map(() => false));
  });

  it('are traced by kind, code and place, never by their message', () => {
    const trace = traceOf(coded('23505', { message: '山田 at 東京' }));
    expect(trace).toMatch(/^Error 23505 disk\.test\.ts:\d+$/);
    expect(traceOf('山田')).toBe('string');
  });
});
