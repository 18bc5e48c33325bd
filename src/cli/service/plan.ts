import type { ServiceNote } from '../../core/sentences/service.ts';
import { CommandRefused, exitCodes } from '../exit.ts';

/** What a service runs, and for whom. */
export interface Wanted {
  /** `a-z 0-9 -`: name of the unit, agent or task. */
  readonly name: string;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Node.js and the program's main file, absolute. */
  readonly runtime: string;
  readonly main: string;
}

/** A command with its arguments; never goes through a shell. */
export interface Call {
  readonly command: readonly [string, ...string[]];
  /** It also fails when there was nothing to do: that is no error. */
  readonly mayFail?: true;
}

/** How one system is told to run the bridge for good. Pure data: `carry-out.ts` does it. */
export interface Plan {
  readonly system: 'systemd' | 'launchd' | 'windows-task';
  readonly name: string;
  /** Where the description of the service is written, and what it says. */
  readonly file: string;
  readonly text: string;
  readonly encoding: 'utf8' | 'utf16le';
  /** The line by which the file is known as ours, and as this workspace's, as it stands in `text`. */
  readonly mark: string;
  /** After writing the file: makes it known and starts it, or starts it anew. */
  readonly install: readonly Call[];
  /** Before removing the file: stops it and takes it out. */
  readonly remove: readonly Call[];
  /** After removing the file. */
  readonly afterRemove: readonly Call[];
  /** Ends with 0 when the system knows the service (systemd: when it runs). */
  readonly status: Call;
  /** What the operator still has to know or do. */
  readonly notes: readonly ServiceNote[];
}

/** How every mark begins. */
export const markStart = 'b2-bridge service for ';

/** @throws CommandRefused when no system could take such a path */
export function checkPaths(paths: readonly string[]): void {
  const bad = paths.find((path) => /[\u0000-\u001f\u007f]/.test(path));
  if (bad !== undefined) throw new CommandRefused(exitCodes.usage, 'service-bad-path', { path: JSON.stringify(bad) });
}
