import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Can somebody be asked? */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks on the terminal (on stderr: stdout is for results). What is typed after a `hidden` question is not shown. */
export async function ask(question: string, hidden = false): Promise<string> {
  const out = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const terminal = createInterface({ input: process.stdin, output: out, terminal: true });
  // Ctrl-C or Ctrl-D: nothing was changed yet, so the command just ends.
  const leave = () => process.exit(130);
  terminal.once('close', leave);
  try {
    if (hidden) process.stderr.write(question);
    return (await terminal.question(hidden ? '' : question)).trim();
  } finally {
    terminal.off('close', leave);
    terminal.close();
    if (hidden) process.stderr.write('\n');
  }
}

/** What was piped in, without the line end. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
