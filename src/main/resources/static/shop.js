// Makes pages quicker; every one of them works without it.
(() => {
  'use strict';

  // The language changes as soon as it is chosen, and leads back to the address as it is now.
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form.lang');
    if (form) {
      form.elements.to.value = location.pathname + location.search;
      form.submit();
    }
  });
})();

// Copies what a button names and says so. Without script, or without the right to copy, the buttons stay hidden.
(() => {
  'use strict';

  if (!navigator.clipboard) {
    return;
  }

  const news = document.createElement('p');
  news.className = 'vh';
  news.setAttribute('role', 'status');

  const show = () => document.querySelectorAll('button[data-copy][hidden]').forEach((button) => {
    button.hidden = false;
  });

  document.body.append(news);
  document.addEventListener('htmx:afterSettle', show);
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (button) {
      await navigator.clipboard.writeText(button.dataset.copy);
      news.textContent = '';
      news.textContent = button.dataset.copied;
    }
  });
  show();
})();
