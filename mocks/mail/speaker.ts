import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

/** Speaks SMTP with a client that is connected already. */
export function smtpSpeaker(mailbox: Pick<Mailbox, 'receive'>): (socket: Socket) => void {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: 26_214_400,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'lab' }),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address) };
        mailbox.receive(Buffer.concat(parts), envelope).then(() => done(), done);
      });
    },
  });
  // A client that hangs up is its own business.
  server.on('error', () => {});
  return (socket) => {
    server.server.emit('connection', socket);
    socket.resume();
  };
}
