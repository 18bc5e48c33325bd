import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** A mounted file system. */
export interface Mount {
  readonly folder: string;
  /** As the system calls it: `ext4`, `nfs4`, `cifs` … */
  readonly type: string;
  readonly options: string;
}

/**
 * File systems that other machines may write to. SQLite's log in shared memory (WAL) works on one machine only, and the locks of such
 * file systems have lost data (sqlite.org "WAL-mode File Format" and "How To Corrupt", trust A).
 */
const shares = /^(nfs\d?|cifs|smb\d?|smbfs|smbnetfs|afpfs|afs|ceph|glusterfs|lustre|ncpfs?|coda|davfs|webdav)$/;
/** Programs that show a share as a folder. */
const fuse =
  /^fuse\.(sshfs|rclone|davfs2?|smbnetfs|glusterfs|ceph|s3fs|goofys|gcsfuse|curlftpfs|google-drive-ocamlfuse)$/;

/**
 * The kind of network share that a folder lies on; undefined = a disk of this machine, as far as that can be known.
 *
 * @param machine the system's own facts; only tests give them
 */
export function shareUnder(folder: string, machine: Machine = thisMachine): string | undefined {
  const real = machine.realpath(folder);
  // A drive letter of a share becomes its name as well.
  if (machine.platform === 'win32') return /^(\\\\|\/\/)(?![?.][\\/](?!UNC))/i.test(real) ? real : undefined;
  const mount = machine
    .mounts()
    .filter((one) => real === one.folder || real.startsWith(one.folder.replace(/\/*$/, '/')))
    .reduce<Mount | undefined>((best, one) => (best && best.folder.length > one.folder.length ? best : one), undefined);
  if (!mount) return undefined;
  const { type, options } = mount;
  // A folder of Windows inside WSL.
  const isWindows = type === '9p' && /\baname=drvfs\b/.test(options);
  return shares.test(type) || fuse.test(type) || isWindows ? type : undefined;
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  realpath(folder: string): string;
  /** In the order of mounting: of two over each other the later one counts. */
  mounts(): readonly Mount[];
}

const thisMachine: Machine = { platform: process.platform, realpath: realpathThatIs, mounts };

/** The folder, or the nearest one above it that is there. */
function realpathThatIs(folder: string): string {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      return realpathSync.native(at);
    } catch {
      if (path.dirname(at) === at) return at;
    }
  }
}

function mounts(): readonly Mount[] {
  try {
    if (process.platform === 'linux') return linuxMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
    if (process.platform === 'darwin') return macMounts(execFileSync('/sbin/mount', { encoding: 'utf8' }));
  } catch {
    // Nobody is kept from working because the list cannot be read.
  }
  return [];
}

/** `/proc/self/mountinfo` (proc_pid_mountinfo(5), trust A): blanks in names stand as `\040`. */
export function linuxMounts(text: string): readonly Mount[] {
  const name = (field = '') =>
    field.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [type = '', , options = ''] = after.split(' ');
    const folder = name(before.split(' ')[4]);
    return folder === '' ? [] : [{ folder, type, options }];
  });
}

/** `mount` of macOS: `//user@nas/b2 on /Volumes/b2 (smbfs, nodev, …)`. */
export function macMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const found = / on (\/.*) \(([\w.]+)(.*)\)$/.exec(line);
    return found ? [{ folder: found[1]!, type: found[2]!, options: found[3]! }] : [];
  });
}
