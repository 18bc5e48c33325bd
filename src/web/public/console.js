// Makes the console's pages more comfortable; all of them work without it.

(() => {
  const boxes = () => [...document.querySelectorAll('#bulk input[name="order"]')];

  /** How many rows are ticked stands beside the buttons. */
  function showChosen() {
    const line = document.querySelector('#bulk .chosen');
    if (!line) return;
    line.dataset.hint ??= line.textContent;
    const count = boxes().filter((one) => one.checked).length;
    line.textContent = count === 0 ? line.dataset.hint : line.dataset.chosen.replace('{count}', String(count));
  }

  /** One box above all the others. */
  function addChooseAll() {
    const head = document.querySelector('#bulk [data-choose-all]');
    if (!head || head.querySelector('input')) return;
    const all = document.createElement('input');
    all.type = 'checkbox';
    all.setAttribute('aria-label', head.dataset.chooseAll);
    all.addEventListener('change', () => {
      for (const one of boxes()) one.checked = all.checked;
      showChosen();
    });
    head.append(all);
  }

  function prepare() {
    addChooseAll();
    showChosen();
  }

  document.addEventListener('change', (event) => {
    if (event.target.matches?.('#bulk input[name="order"]')) showChosen();
  });
  // A list that was exchanged (htmx), and a page that comes back from the browser's memory.
  document.addEventListener('htmx:after:swap', prepare);
  window.addEventListener('pageshow', prepare);
  prepare();

  // ---- a second click on the same button of a form, before its answer is there, is no second order: only the first is sent
  const sent = new WeakMap();
  document.addEventListener('submit', (event) => {
    const button = event.submitter ?? event.target;
    if (event.timeStamp - (sent.get(button) ?? Number.NEGATIVE_INFINITY) < 1500) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!event.defaultPrevented) sent.set(button, event.timeStamp);
  });

  // ---- how much of a label's column is used, while somebody types: half-width 1, full-width 2 (as src/text/width.ts)
  const widthOf = (text) => [...text].reduce((sum, one) => sum + (/[\u0000-\u007f\uff61-\uff9f]/.test(one) ? 1 : 2), 0);

  document.addEventListener('input', (event) => {
    const name = event.target.dataset?.width;
    const group = event.target.closest?.('fieldset');
    const counter = name && group?.querySelector(`[data-count="${name}"]`);
    if (!counter) return;
    const parts = [...group.querySelectorAll(`[data-width="${name}"]`)];
    const used = parts.reduce((sum, one) => sum + widthOf(one.value), 0);
    const isOver = used > Number(counter.dataset.most);
    const words = isOver ? counter.dataset.over : counter.dataset.fits;
    counter.textContent = words.replace('{used}', String(used)).replace('{most}', counter.dataset.most);
    counter.classList.toggle('over', isOver);
  });

  // ---- the label that a correction would make follows what is typed; an answer that is overtaken is not shown
  let typing;
  let typed = 0;
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('form.edit');
    const box = form?.querySelector('[data-preview]');
    if (!box) return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      typed += 1;
      const mine = typed;
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(box.dataset.preview, { method: 'POST', body });
      const text = await answer.text();
      const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(box.id);
      if (fresh && mine === typed) document.getElementById(box.id)?.replaceWith(fresh);
    }, 700);
  });

  // ---- a part of a page that is followed by events; when it came to its end, or cannot be followed, the page is loaded again
  function again() {
    const to = new URL(location.href);
    to.searchParams.set('refresh', '1');
    location.replace(to);
  }
  for (const box of document.querySelectorAll('[data-live]')) {
    const source = new EventSource(box.dataset.live);
    source.addEventListener('part', (event) => {
      box.innerHTML = event.data;
    });
    source.addEventListener('end', () => {
      source.close();
      again();
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(again, 5000);
    });
    window.addEventListener('pagehide', () => source.close());
  }

  // ---- rows that are dragged into another order: nothing is saved before the button that appears
  let dragged;
  for (const table of document.querySelectorAll('table[data-order-form]')) {
    const box = document.getElementById(table.dataset.orderForm);
    for (const row of table.querySelectorAll('tr[data-drag]')) {
      row.draggable = true;
      row.cells[0].title = row.dataset.drag;
      row.cells[0].classList.add('handle');
    }
    table.addEventListener('dragstart', (event) => {
      dragged = event.target.closest?.('tr[data-drag]');
      if (!dragged) return;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', dragged.dataset.name);
    });
    table.addEventListener('dragover', (event) => {
      const over = event.target.closest?.('tr[data-drag]');
      if (!dragged || !over || !table.contains(dragged)) return;
      event.preventDefault();
      if (over === dragged) return;
      const { top, height } = over.getBoundingClientRect();
      if (event.clientY < top + height / 2) over.before(dragged);
      else over.after(dragged);
    });
    table.addEventListener('drop', (event) => event.preventDefault());
    table.addEventListener('dragend', () => {
      dragged = undefined;
      const names = [...table.querySelectorAll('tr[data-drag]')].map((one) => one.dataset.name);
      const inputs = [...box.querySelectorAll('input[name="rule"]')];
      const isMoved = inputs.some((one, at) => one.value !== names[at]);
      inputs.forEach((one, at) => {
        one.value = names[at];
      });
      if (isMoved) box.hidden = false;
    });
  }

  // ---- keyboard: j next row, k row before, x choose, Enter open, / search
  const rows = () => [...document.querySelectorAll('tr[data-row]')];

  function go(step) {
    const all = rows();
    if (all.length === 0) return;
    const at = all.findIndex((one) => one.classList.contains('here'));
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    for (const one of all) one.classList.toggle('here', one === next);
    next.scrollIntoView({ block: 'nearest' });
    next.querySelector('th a')?.focus({ preventScroll: true });
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.('input:not([type="checkbox"]), select, textarea')) return;
    const here = document.querySelector('tr.here');
    if (event.key === 'j') go(1);
    else if (event.key === 'k') go(here ? -1 : 1);
    else if (event.key === 'x' && here) here.querySelector('input[name="order"]')?.click();
    else if (event.key === '/') document.querySelector('input[type="search"]')?.focus();
    else return;
    event.preventDefault();
  });
})();
