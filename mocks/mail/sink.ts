import { createServer, type Socket } from 'node:net';
import type { Mailbox } from './mailbox.ts';

/** Clients that are in the middle of a mail when the lab ends get so long, ms. */
const patience = 500;

/** An SMTP server on this machine that takes every mail and delivers none. It listens at once; what speaks SMTP is loaded by the first client. */
export async function startMailSink(
  mailbox: Pick<Mailbox, 'receive'>,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  let speaker: Promise<(socket: Socket) => void> | undefined;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    speaker ??= import('./speaker.ts').then(({ smtpSpeaker }) => smtpSpeaker(mailbox));
    speaker.then(
      (speak) => speak(socket),
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => {
        for (const socket of open) socket.destroy();
      }, patience);
      await closed;
      clearTimeout(cut);
    },
  };
}
