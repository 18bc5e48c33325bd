#!/usr/bin/env node
import module from 'node:module';
import { neededMajor } from './runtime.ts';

module.enableCompileCache?.();

// `b2-bridge … | head` closes the pipe early: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

if (Number(process.versions.node.split('.')[0]) < neededMajor) {
  const { relaunch } = await import('./relaunch.ts');
  relaunch();
} else {
  const args = process.argv.slice(2);
  try {
    if (args[0] === 'lab') await (await import('./lab-line.ts')).labLine(args);
    else await (await import('./command-line.ts')).commandLine(args);
  } catch (error) {
    const { explain } = await import('./run.ts');
    process.exitCode = explain(error);
  }
}
