import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { userAgent } from '../support/lab-client.ts';

/* A recording beside the lab: made of another lab's answers, as if it were Amazon itself, then bent. */

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ seed: 'small' });
});
afterAll(() => lab.close());

interface Entry {
  request: { method: string; url: string; headers: object[]; postData?: object };
  response: { status: number; headers: { name: string; value: string }[]; content: { text: string } };
}

/** Traffic of a client with other keys, orders and tokens than this lab has, under Amazon's own hosts. */
async function recorded(): Promise<Entry[]> {
  const real = await startLab({ seed: { orders: 6 }, random: 99, shops: [{ system: 'amazon', shop: 'real' }] });
  try {
    const { api, lwa, credentials } = (real.systems as unknown as Record<string, Lab['systems']['amazon']>)[
      'amazon-real'
    ]!;
    const entries: Entry[] = [];
    const send = async (method: string, at: string, url: string, headers: Record<string, string>, text = '') => {
      const answer = await fetch(at, { method, headers, ...(text && { body: text }) });
      const list = [...answer.headers].map(([name, value]) => ({ name, value }));
      const content = { text: await answer.text() };
      entries.push({
        request: {
          method,
          url,
          headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
          ...(text && { postData: { text } }),
        },
        response: { status: answer.status, headers: list, content },
      });
      return content.text === '' ? undefined : JSON.parse(content.text);
    };
    const login = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: credentials.refreshToken,
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    }).toString();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { access_token: token } = await send('POST', lwa, 'https://api.amazon.com/auth/o2/token', form, login);
    const headers = { 'x-amz-access-token': token, 'user-agent': userAgent };
    const host = 'https://sellingpartnerapi-fe.amazon.com';
    const get = (path: string) => send('GET', `${api}${path}`, `${host}${path}`, headers);
    const { orders } = await get('/orders/2026-01-01/orders?createdAfter=2020-01-01&includedData=RECIPIENT');
    await get(`/orders/2026-01-01/orders/${orders[0].orderId}`);
    await get('/orders/2026-01-01/orders/250-0000000-0000000');
    entries.push({
      request: { method: 'GET', url: `${host}/sellers/v1/marketplaceParticipations`, headers: [] },
      response: { status: 200, headers: [], content: { text: '{}' } },
    });
    return entries;
  } finally {
    await real.close();
  }
}
const compare = async (entries: readonly Entry[], report = '') => {
  const body = JSON.stringify({ log: { version: '1.2', entries } });
  return fetch(`${lab.control}/compare${report}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
};

it('finds each operation, brings its own keys, orders and tokens, and says what is otherwise', async () => {
  const entries = await recorded();
  // biome-ignore lint/suspicious/noExplicitAny: an answer of the lab
  const same: any = await (await compare(entries)).json();
  const brief = (all: { operation: string; real: number; mock: number }[]) =>
    all.map(({ operation, real, mock }) => [operation, real, mock].join(' '));
  expect(brief(same.requests)).toEqual([
    'lwaToken 200 200',
    'searchOrders 200 200',
    'getOrder 200 200',
    'getOrder 404 404',
    ' 200 0',
  ]);
  expect([same.different, same.unknown]).toEqual([
    same.requests.filter((one: { differences: object[] }) => one.differences.length > 0).length,
    1,
  ]);
  expect(same.requests[3].differences).toEqual([]);

  const bent = structuredClone(entries);
  const list = JSON.parse(bent[1]!.response.content.text);
  for (const one of list.orders) {
    one.orderId = 12;
    one.newMember = 'x';
    delete one.createdTime;
  }
  bent[1]!.response.content.text = JSON.stringify(list);
  bent[3]!.response.status = 400;
  bent[3]!.response.content.text = '{"errors":[{"code":"InvalidInput","message":"m","details":"d"}]}';
  bent[0]!.response.headers = [
    { name: 'content-type', value: 'text/plain' },
    { name: 'retry-after', value: '3' },
  ];
  // biome-ignore lint/suspicious/noExplicitAny: an answer of the lab
  const found: any = await (await compare(bent)).json();
  expect(found.requests[0].differences).toEqual([
    { kind: 'header', at: 'content-type', real: 'text/plain', mock: 'application/json' },
    { kind: 'header', at: 'retry-after', real: '3', mock: '–' },
  ]);
  expect(found.requests[1].differences).toEqual(
    expect.arrayContaining([
      { kind: 'type', at: 'orders[].orderId', real: 'number', mock: 'string' },
      { kind: 'missing', at: 'orders[].newMember', real: 'string', mock: '' },
      { kind: 'extra', at: 'orders[].createdTime', real: '', mock: 'string' },
    ]),
  );
  expect(found.requests[3].differences).toEqual([
    { kind: 'status', at: '', real: '400', mock: '404' },
    { kind: 'code', at: '', real: 'code InvalidInput', mock: expect.stringMatching(/^code /) },
  ]);
  expect(found.requests[1].row).toMatch(/^amazon\/README\.md#/);
  const text = await (await compare(bent, '?report=text')).text();
  expect(text).toMatch(/DIFF 2 GET .*→ amazon searchOrders {2}\[trust A: amazon\/README\.md#/);
  expect(text).toMatch(/5 requests: \d same, \d different, 1 unknown to the lab/);
});

it('refuses what is no recording', async () => {
  const answer = await fetch(`${lab.control}/compare`, { method: 'POST', body: '{"no": 1}' });
  expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
    400,
    expect.stringMatching(/log\.entries/),
  ]);
});
