// Makes pages quicker; every one of them works without it.
(() => {
  'use strict';

  // The language changes as soon as it is chosen, and leads back to the address as it is by then.
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form.lang');
    if (form) {
      form.elements.to.value = location.pathname + location.search;
      form.submit();
    }
  });

  const form = document.getElementById('purchase');
  if (!form) {
    return;
  }

  // Names of the controls that were changed since the page was last up to date: the shop answers what depends on them.
  const changed = new Set();
  let sent = [];
  // Whether something is being typed that no question has carried yet, and whether an answer was left out because of it.
  let typing = false;
  let leftOut = false;
  let pressed = null;
  let shown = location.search;

  // What does not belong to the form (the details) is nobody's business but the page's own. Of the forms of the API
  // request only the one that is shown is kept up to date.
  document.addEventListener('change', (event) => {
    if (event.target.form === form && event.target.name) {
      changed.add(event.target.name);
    } else if (form.contains(event.target)) {
      event.stopPropagation();
      if (event.target.name === 'apiTab') {
        changed.add(event.target.name);
        htmx.trigger(form, 'submit');
      }
    }
  }, true);

  // A button that leads elsewhere does so in the ordinary way.
  document.addEventListener('submit', (event) => {
    if (event.target !== form) {
      return;
    }
    pressed = event.submitter;
    if (pressed && pressed.hasAttribute('formaction')) {
      event.stopImmediatePropagation();
    } else if (pressed && pressed.name) {
      changed.add(pressed.name);
    }
  }, true);

  form.addEventListener('htmx:configRequest', (event) => {
    const detail = event.detail;
    if (!detail.triggeringEvent || detail.triggeringEvent.type !== 'submit') {
      // A button that was pressed some time ago is not pressed again.
      detail.formData.delete('addDisk');
      detail.formData.delete('removeDisk');
      detail.formData.set('sort', form.querySelector('input[name=sort]').value);
    }
    typing = false;
    leftOut = false;
    sent = [...changed];
    detail.headers['X-Changed'] = sent.join(',');
    detail.headers['X-Code'] = form.querySelector('input[name=apiTab]:checked').value;
  });

  // An answer that comes while somebody types would replace what they type: leave it out, the next question asks again.
  form.addEventListener('input', () => {
    typing = true;
  });
  form.addEventListener('htmx:beforeOnLoad', (event) => {
    if (typing) {
      leftOut = true;
      event.preventDefault();
    }
  });
  form.addEventListener('focusout', () => setTimeout(() => {
    if (leftOut) {
      htmx.trigger(form, 'submit');
    }
  }));

  // A field that is replaced while all of it is selected stays selected: what is typed next replaces it, as it would have.
  let selected = null;
  form.addEventListener('htmx:beforeSwap', () => {
    const field = document.activeElement;
    selected = field.value && String(getSelection()) === field.value ? field.id : null;
  });
  form.addEventListener('focusin', (event) => {
    if (selected && event.target.id === selected) {
      event.target.select();
    }
  });

  form.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful && !leftOut) {
      sent.forEach((name) => changed.delete(name));
    }
  });

  // A removed disk takes the focus with it: give it to what is left.
  form.addEventListener('htmx:afterSettle', () => {
    selected = null;
    if (pressed && !document.contains(pressed) && document.activeElement === document.body) {
      (document.getElementById(pressed.id) || document.getElementById('addDisk') || form).focus();
    }
    pressed = null;
  });

  // Never show a price that is not the price: if the shop cannot answer a change, ask for the whole page.
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach((failure) => {
    form.addEventListener(failure, () => form.submit());
  });

  // Back and forward lead to earlier configurations.
  document.addEventListener('htmx:replacedInHistory', () => {
    shown = location.search;
  });
  window.addEventListener('popstate', () => {
    if (location.search !== shown) {
      location.reload();
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

// A form that is on its way is not sent again by a second click: the answer to the first would be lost.
(() => {
  'use strict';

  const LONGEST_ANSWER_MS = 10000;
  let sent = new WeakMap();

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || form.matches('[hx-post], [hx-get]')) {
      return;
    }
    if (event.timeStamp - sent.get(form) < LONGEST_ANSWER_MS) {
      event.preventDefault();
    } else {
      sent.set(form, event.timeStamp);
    }
  });
  // Back on a page that the browser kept as it was, everything can be sent again.
  window.addEventListener('pageshow', () => {
    sent = new WeakMap();
  });
})();
