// The edit screen. Everything is decided by the server; this only sends changes and shows its answers.
const bar = document.querySelector('.bar');
const screenId = bar.dataset.screen;
const said = document.getElementById('said');
const body = document.querySelector('#rows tbody');
const dialog = document.getElementById('form');
const issue = document.getElementById('issue');
const base = '../_screen';

const picked = () =>
  [...body.querySelectorAll('tr[data-state=open] input[name=pick]:checked')].map((box) => box.closest('tr').dataset.no);

function recount(counts) {
  for (const name of ['all', 'printable', 'wrong'])
    if (counts) document.getElementById(name).textContent = counts[name];
  const count = picked().length;
  document.getElementById('picked').textContent = count;
  issue.disabled = count === 0;
}

async function post(path, value) {
  const answer = await fetch(`${base}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'XMLHttpRequest' },
    body: JSON.stringify({ screen: screenId, ...value }),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message ?? '処理できませんでした。');
  return told;
}

const fail = (error) => {
  said.textContent = error instanceof TypeError ? '通信に失敗しました。もう一度お試しください。' : error.message;
};

// One after the other: a later change must not overtake an earlier one.
let queue = Promise.resolve();
function save(no, values) {
  queue = queue
    .then(async () => {
      said.textContent = '';
      const told = await post('rows', { no, values });
      for (const row of told.rows) replaceRow(row);
      recount(told.counts);
    })
    .catch(fail);
  return queue;
}

function replaceRow({ no, html }) {
  const old = document.getElementById(`row-${no}`);
  const focused = old.contains(document.activeElement) ? document.activeElement.name : undefined;
  const template = document.createElement('template');
  template.innerHTML = html;
  const next = template.content.querySelector('tr');
  const box = old.querySelector('input[name=pick]');
  const nextBox = next.querySelector('input[name=pick]');
  // A row that a person took out stays out; a row that became printable is ticked.
  if (!box.disabled && !nextBox.disabled) nextBox.checked = box.checked;
  old.replaceWith(next);
  if (focused) next.querySelector(`[name="${focused}"]`)?.focus();
}

body.addEventListener('change', (event) => {
  const { target } = event;
  if (target.name === 'pick') recount();
  else save(target.closest('tr').dataset.no, { [target.name]: target.value });
});
document.getElementById('pick-all').addEventListener('change', (event) => {
  for (const box of body.querySelectorAll('input[name=pick]:not(:disabled)')) box.checked = event.target.checked;
  recount();
});

body.addEventListener('click', async (event) => {
  if (event.target.dataset.act !== 'form') return;
  const { no } = event.target.closest('tr').dataset;
  await queue;
  try {
    const answer = await fetch(`${base}/form?screen=${screenId}&no=${no}`);
    if (!answer.ok) throw new Error((await answer.json()).message);
    const form = dialog.querySelector('form');
    form.innerHTML = await answer.text();
    form.dataset.no = no;
    dialog.showModal();
  } catch (error) {
    fail(error);
  }
});
dialog.addEventListener('click', (event) => {
  if (event.target.dataset.act === 'cancel') dialog.close();
});
dialog.querySelector('form').addEventListener('submit', (event) => {
  const form = event.target;
  const values = {};
  for (const input of form.querySelectorAll('input, select')) {
    const before =
      input.tagName === 'SELECT' ? [...input.options].find((one) => one.defaultSelected)?.value : input.defaultValue;
    if (input.value !== before) values[input.name] = input.value;
  }
  if (Object.keys(values).length > 0) save(form.dataset.no, values);
});

issue.addEventListener('click', async () => {
  issue.disabled = true;
  await queue;
  said.textContent = '発行しています…';
  try {
    const told = await post('issue', { rows: picked(), paper: document.getElementById('paper').value });
    for (const row of told.rows) replaceRow(row);
    await print(told);
    recount(told.counts);
  } catch (error) {
    fail(error);
    recount();
  }
});

async function print(told) {
  const result = document.getElementById('result');
  const items = told.waybills.map((one) => `<li>${one.number}　${one.customerNo}</li>`).join('');
  result.innerHTML = `<h2>送り状 ${told.waybills.length} 枚を発行しました</h2><p><a id="pdf" target="_blank" href="${told.pdf}">送り状PDFを開く（印刷）</a></p><ul id="numbers">${items}</ul><div id="notified"></div>`;
  result.hidden = false;
  said.textContent = '送り状PDFを作成しています…';
  const pdf = await fetch(told.pdf);
  const bytes = new Uint8Array(await pdf.arrayBuffer());
  if (!pdf.ok || String.fromCharCode(...bytes.slice(0, 4)) !== '%PDF')
    throw new Error('印刷の完了を確認できませんでした。');
  said.textContent = '';
  if (!told.notify) return;
  // The notification is a GET of the browser, as if B2 sent it there.
  const frame = document.createElement('iframe');
  frame.title = '連携元の画面';
  frame.src = told.notify;
  document.getElementById('notified').replaceChildren('連携元へ通知しました：', frame);
}

// Closing the screen loses everything that is not printed.
addEventListener('pagehide', () => navigator.sendBeacon(`${base}/close`, JSON.stringify({ screen: screenId })));
recount();
