import { execFileSync, spawnSync } from 'node:child_process';

/** Does a line that begins with `curl` and gives back what it prints: in a shell where there is curl, else what it says by fetch. */
export async function runCurl(line: string): Promise<string> {
  if (spawnSync('curl', ['--version']).status === 0) return execFileSync('sh', ['-c', line], { encoding: 'utf8' });
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(1);
  const headers = new Headers();
  const form: string[] = [];
  let url = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-s') continue;
    if (word === '-d') form.push(words.shift()!);
    else if (word === '--data-urlencode') {
      const [, name = '', value = ''] = /^(.*?)=(.*)$/s.exec(words.shift()!)!;
      form.push(`${name}=${encodeURIComponent(value)}`);
    } else if (word === '-u') headers.set('authorization', `Basic ${btoa(words.shift()!)}`);
    else if (word === '-H') {
      const [, name = '', value = ''] = /^(.*?): (.*)$/.exec(words.shift()!)!;
      headers.set(name, value);
    } else if (word.startsWith('-')) throw new Error(`${word} of curl is not known here`);
    else url = word;
  }
  if (form.length > 0 && !headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
  return (await fetch(url, { headers, ...(form.length > 0 && { method: 'POST', body: form.join('&') }) })).text();
}
