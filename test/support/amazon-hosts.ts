import { createServer, request as forward, type Server } from 'node:http';
import https, { Agent } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Lab } from '../../mocks/server.ts';

/**
 * Clients that know only Amazon's own hosts meet the lab instead: everything that this process asks over HTTPS goes to the lab, in clear, by
 * the name of the host that it wants. The clients themselves are as their packages have them.
 */
export async function standInForAmazon(lab: Lab): Promise<{ readonly agent: Agent; close(): Promise<void> }> {
  const base = new URL(lab.control);
  const front: Server = createServer((asked, answer) => {
    const host = (asked.headers.host ?? '').split(':', 1)[0]!;
    const url = asked.url ?? '';
    const path =
      host === 'api.amazon.com' ? `/amazon/lwa${url}` : host.endsWith('.amazon.com') ? `/amazon/api${url}` : url;
    const headers = { ...asked.headers, host: base.host };
    const sent = forward({ port: base.port, host: base.hostname, method: asked.method, path, headers }, (said) => {
      answer.writeHead(said.statusCode ?? 502, said.headers);
      said.pipe(answer);
    });
    sent.on('error', () => answer.destroy());
    asked.pipe(sent);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo;
  class ToTheLab extends Agent {
    override createConnection(): Socket {
      return connect(port, '127.0.0.1');
    }
  }
  const agent = new ToTheLab({ keepAlive: false });
  const usual = https.globalAgent;
  https.globalAgent = agent;
  return {
    agent,
    async close() {
      https.globalAgent = usual;
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
    },
  };
}
