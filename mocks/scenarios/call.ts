import { LabRefused } from '../system.ts';
import type { Done } from './actions.ts';
import type { Step } from './schema.ts';

/** Sends a request to the lab itself, as a client would; what is answered is remembered. @throws LabRefused */
export async function call(given: NonNullable<Step['call']>, base: string): Promise<Done> {
  const { url, headers = {}, form, json, body } = given;
  const method = (given.method ?? (form || json !== undefined || body !== undefined ? 'POST' : 'GET')).toUpperCase();
  const address = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (address?.origin !== new URL(base).origin) throw new LabRefused(`${url} is no address of this lab (${base})`);
  const sent = form
    ? { body: new URLSearchParams(form) }
    : json !== undefined
      ? { body: JSON.stringify(json) }
      : body === undefined
        ? {}
        : { body };
  const type = json === undefined || form ? {} : { 'content-type': 'application/json' };
  let status = 0;
  let text = '';
  try {
    const answer = await fetch(address, { method, headers: { ...type, ...headers }, redirect: 'manual', ...sent });
    status = answer.status;
    text = await answer.text();
  } catch {
    // No answer, or half of one: status 0, as the request log has it.
    status = 0;
  }
  const isGood = given.status === undefined ? status >= 200 && status < 300 : status === given.status;
  if (!isGood)
    throw new LabRefused(
      `${method} ${address.pathname} answered ${status || 'nothing'}, not ${given.status ?? '2xx'}: ${text.slice(0, 300)}`,
    );
  return { detail: `${method} ${address.pathname} → ${status || 'nothing'}`, result: read(text) };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
