import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { cli, markdownTable } from './measure.ts';

/*
 * The lab alone, in a process of its own: start, the cheapest call of each system with its limits turned, 100,000 orders, reset. Processor time is
 * the lab's alone; wall time on a machine that others use says little.
 */
interface Address {
  readonly control: string;
  readonly systems: Readonly<
    Record<
      string,
      { readonly api: string; readonly lwa?: string; readonly credentials: Readonly<Record<string, string>> }
    >
  >;
}

const calls = 4000;
const atOnce = 16;

export async function benchLab(log: (line: string) => void): Promise<string> {
  const rows: string[][] = [];
  const say = (what: string, ...cells: readonly string[]) => {
    rows.push([what, ...cells]);
    log([what, ...cells].join(' | '));
  };
  const begin = performance.now();
  const child = spawn(process.execPath, [...cli, 'lab', '--json', '-C', '/'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = child.pid!;
  const [line] = (await new Promise((resolve) =>
    createInterface({ input: child.stdout }).once('line', (one) => resolve([one])),
  )) as [string];
  say('start until it listens', `${Math.round(performance.now() - begin)} ms wall, ${ticks(pid)} ms CPU`, '≤ 500 ms');
  const lab = JSON.parse(line) as Address;
  const control = async (path: string, body: object) => {
    const answer = await fetch(`${lab.control}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const fast = { perSecond: '1000000', burst: '1000000' };
  for (const name of ['qoo10', 'shopserve', 'ecforce']) await control(`/systems/${name}/set-limit`, fast);
  await control('/systems/ecforce/set-quota', { calls: '1000000' });
  const { amazon, b2cloud, ecforce, qoo10, shopserve } = lab.systems;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const { token } = await signIn(ecforce!.api, ecforce!.credentials);
  const b2 = await fetch(`${b2cloud!.api}/b2/p/history?all&shipment_number=x`, {
    headers: { authorization: `Token ${b2cloud!.credentials.accessKey}` },
  });
  const cheapest: Readonly<Record<string, Ask>> = {
    amazon: {
      url: amazon!.lwa!,
      headers: form,
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: amazon!.credentials.refreshToken!,
        client_id: amazon!.credentials.clientId!,
        client_secret: amazon!.credentials.clientSecret!,
      }).toString(),
    },
    b2cloud: {
      url: `${b2cloud!.api}/b2/p/history?all&shipment_number=x`,
      headers: { cookie: b2.headers.get('set-cookie')!.split(';')[0]! },
    },
    ecforce: {
      url: `${ecforce!.api}/api/v2/admin/shipping_carriers.json`,
      headers: { authorization: `Token token="${token}"` },
    },
    qoo10: {
      url: `${qoo10!.api}/ItemsLookup.GetSellerDeliveryGroupInfo`,
      headers: { giosiscertificationkey: qoo10!.credentials.certificationKey! },
    },
    shopserve: {
      url: `${shopserve!.api}/items/SS-TEA/stock`,
      headers: {
        authorization: `Basic ${btoa(`${shopserve!.credentials.shopId}:${shopserve!.credentials.managerKey}`)}`,
      },
    },
  };
  for (const [name, ask] of Object.entries(cheapest)) {
    await many(ask, 500);
    const [cpu, wall] = [ticks(pid), performance.now()];
    await many(ask, calls);
    const seconds = (performance.now() - wall) / 1000;
    const own = (ticks(pid) - cpu) / 1000;
    say(
      `cheapest call of ${name}`,
      `${Math.round(calls / own)}/s of CPU, ${Math.round(calls / seconds)}/s wall`,
      '≥ 2,000/s',
    );
  }
  for (const seed of ['small', '100000']) {
    const wall = performance.now();
    const cpu = ticks(pid);
    await control('/reset', { seed });
    say(
      `reset to ${seed}`,
      `${Math.round(performance.now() - wall)} ms wall, ${ticks(pid) - cpu} ms CPU`,
      seed === 'small' ? '≤ 50 ms' : '',
    );
  }
  say('100,000 orders of each of four marketplaces', `${memory(pid)} MB resident`, '');
  child.kill('SIGTERM');
  return markdownTable(['what', 'measured', 'goal'], rows);
}

interface Ask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

async function many(ask: Ask, count: number): Promise<void> {
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await send(ask);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

const send = ({ url, headers, body }: Ask): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.resume().on('end', resolve);
    });
    asked.on('error', reject).end(body);
  });

async function signIn(api: string, { email, password }: Readonly<Record<string, string>>): Promise<{ token: string }> {
  const answer = await fetch(`${api}/api/v2/admins/sign_in.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ admin: { email, password } }),
  });
  return { token: ((await answer.json()) as { authentication_token: string }).authentication_token };
}

/** Processor time of a process so far, ms (Linux). */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const memory = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))![1]) / 1024);
