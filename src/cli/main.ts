#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.();

// Under an older Node the rest would fail with something that nobody understands.
if (Number(process.versions.node.split('.')[0]) < 26) {
  const { say } = await import('../core/sentences/index.ts');
  const { sentence, remedy } = say('command-old-node', { version: process.versions.node });
  process.stderr.write(`${sentence} → ${remedy}\n`);
  process.exit(4);
}

// `b2-bridge … | head` closes the pipe early: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const { commandLine } = await import('./command-line.ts');
try {
  await commandLine(process.argv.slice(2));
} catch (error) {
  const { explain } = await import('./run.ts');
  process.exitCode = explain(error);
}
