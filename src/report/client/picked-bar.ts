/** What is picked, in words: seen at the foot of the window while anything is, and read out whenever it changes. */
export function addPickedBar(undo: () => void): { say(picked: string): void } {
  const bar = document.createElement('div');
  bar.className = 'picked-bar';
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Show all';
  button.hidden = true;
  button.addEventListener('click', undo);
  bar.append(status, button);
  (document.querySelector('main') ?? document.body).append(bar);
  return {
    say(picked) {
      status.textContent =
        picked === ''
          ? 'All strategies are shown alike.'
          : `${picked} is highlighted in all charts and tables.`;
      button.hidden = picked === '';
      bar.classList.toggle('shown', picked !== '');
    },
  };
}
