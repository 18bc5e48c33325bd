// The start page: sends a dropped file to the import.
const drop = document.getElementById('drop');
const said = document.getElementById('said');

async function send(file) {
  said.textContent = '取り込んでいます…';
  const header = document.getElementById('header').value;
  const answer = await fetch(`../_import?name=${encodeURIComponent(file.name)}${header && `&header=${header}`}`, {
    method: 'POST',
    body: file,
  });
  const told = await answer.json();
  if (answer.ok) location.href = told.errorList || told.screen;
  else said.textContent = told.message;
}

drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
});
document.getElementById('file').addEventListener('change', (event) => {
  if (event.target.files[0]) send(event.target.files[0]);
});
