import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as share from '../../src/store/on-share.ts';
import { linuxMounts, type Machine, macMounts, shareUnder } from '../../src/store/on-share.ts';

const linux = linuxMounts(
  [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '31 22 0:41 / /mnt/nas rw - nfs4 nas:/b2 rw,vers=4.2,addr=192.0.2.1',
    '32 22 0:42 / /mnt/見本\\040店 rw shared:7 master:1 - cifs //nas/b2 rw,vers=3.1.1',
    '33 31 8:2 / /mnt/nas/local rw - xfs /dev/sdb1 rw',
    '34 22 0:43 / /home/shop/remote rw - fuse.sshfs shop@nas:/ rw',
    '35 22 0:44 / /mnt/c rw - 9p C:\\134 rw,aname=drvfs;path=C:\\;uid=1000',
    '36 22 0:45 / /vm rw - 9p host0 rw,trans=virtio',
    '37 22 0:46 / /media/usb rw - fuseblk /dev/sdc1 rw',
    '38 22 8:3 / /data rw - ext4 /dev/sdd1 rw',
    '39 38 0:47 / /data rw - nfs nas:/data rw',
  ].join('\n'),
);
const machine = (platform: NodeJS.Platform, mounts: Machine['mounts']): Machine => ({
  platform,
  mounts,
  realpath: (folder) => folder,
});

describe('a folder on a network share', () => {
  it.each([
    ['/home/shop/b2/data', undefined],
    ['/mnt/nas/b2/data', 'nfs4'],
    ['/mnt/nas', 'nfs4'],
    ['/mnt/nasty/data', undefined], // only begins like it
    ['/mnt/見本 店/data', 'cifs'],
    ['/mnt/nas/local/data', undefined], // a disk below a share
    ['/home/shop/remote/data', 'fuse.sshfs'],
    ['/mnt/c/b2/data', '9p'],
    ['/vm/data', undefined], // a virtual machine's own disk
    ['/media/usb/data', undefined],
    ['/data/b2', 'nfs'], // mounted over a disk
  ])('Linux: %s → %s', (folder, type) => {
    expect(
      shareUnder(
        folder,
        machine('linux', () => linux),
      ),
    ).toBe(type);
  });

  it.each([
    ['/Volumes/b2 main/data', 'smbfs'],
    ['/Volumes/disk/data', undefined],
    ['/Users/shop/data', undefined],
  ])('macOS: %s → %s', (folder, type) => {
    const mounts = macMounts(
      [
        '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
        '//shop@nas/b2 on /Volumes/b2 main (smbfs, nodev, nosuid, mounted by shop)',
        '/dev/disk4 on /Volumes/disk (apfs, local)',
      ].join('\n'),
    );
    expect(
      shareUnder(
        folder,
        machine('darwin', () => mounts),
      ),
    ).toBe(type);
  });

  it.each([
    ['\\\\NAS\\b2\\data', true],
    ['\\\\?\\UNC\\NAS\\b2\\data', true],
    ['\\\\?\\C:\\b2\\data', false],
    ['C:\\b2\\data', false],
  ])('Windows: %s', (folder, isShare) => {
    expect(
      shareUnder(
        folder,
        machine('win32', () => []),
      ) !== undefined,
    ).toBe(isShare);
  });

  it('a folder of this machine is none', () => expect(shareUnder(join(tmpdir(), 'not', 'there'))).toBeUndefined());
});

it('a database on a share is not opened, and the reason is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'b2-share-'));
  const mounted = [{ folder, type: 'nfs4', options: '' }];
  vi.resetModules();
  vi.doMock('../../src/store/on-share.ts', () => ({
    ...share,
    shareUnder: (at: string) =>
      share.shareUnder(
        at,
        machine('linux', () => mounted),
      ),
  }));
  try {
    const { openStore } = await import('../../src/store/db.ts');
    const opening = openStore({ kind: 'sqlite', file: join(folder, 'data', 'bridge.db') }, Buffer.alloc(32, 7));
    await expect(opening).rejects.toMatchObject({
      code: 'database-on-share',
      message: expect.stringContaining('共有フォルダー（nfs4）'),
      remedy: expect.stringContaining('data を、このパソコンの中'),
    });
  } finally {
    vi.doUnmock('../../src/store/on-share.ts');
    rmSync(folder, { recursive: true });
  }
});
