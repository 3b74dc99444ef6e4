/* Figures and their words light each other. What belongs together shares a token in data-c. Without this script the
 * links still lead from each to the other. */
document.addEventListener('DOMContentLoaded', () => {
  'use strict';
  const parts = new Map();
  for (const e of document.querySelectorAll('[data-c]'))
    for (const token of e.dataset.c.split(' ')) {
      if (!parts.has(token)) parts.set(token, []);
      parts.get(token).push(e);
    }
  const status = document.querySelector('[role=status]');
  let pinned = [], over = [], focused = [];

  const tokensOf = (e) => {
    const held = e instanceof Element && e.closest('[data-c]');
    return held ? held.dataset.c.split(' ') : [];
  };
  let lit = new Set();
  const show = () => {
    const want = new Map();
    for (const [tokens, name] of [[over, 'lit'], [focused, 'lit'], [pinned, 'pinned']])
      for (const token of tokens) for (const e of parts.get(token) || []) want.set(e, name);
    for (const e of lit) if (!want.has(e)) e.classList.remove('lit', 'pinned');
    for (const [e, name] of want) {
      e.classList.toggle('lit', name === 'lit');
      e.classList.toggle('pinned', name === 'pinned');
    }
    lit = new Set(want.keys());
  };
  const pin = (tokens, words) => {
    pinned = tokens;
    if (status) status.textContent = tokens.length ? 'Pinned: ' + words : 'Nothing is pinned';
    show();
  };

  document.addEventListener('pointerover', (event) => { over = tokensOf(event.target); show(); });
  document.addEventListener('pointerleave', () => { over = []; show(); });
  document.addEventListener('focusin', (event) => { focused = tokensOf(event.target); show(); });
  document.addEventListener('focusout', () => { focused = []; show(); });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && pinned.length) pin([], '');
  });

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = document.getElementById(link.getAttribute('href').slice(1));
    const tokens = tokensOf(link);
    if (!target || !tokens.length) return;
    event.preventDefault();
    if (!link.classList.contains('w') && pinned.length && tokens.some((t) => pinned.includes(t))) {
      pin([], '');
      return;
    }
    for (let e = target; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
    const stop = target.matches('a') ? target : target.querySelector('a.q') || target.parentElement.querySelector('a');
    pin(tokens, link.textContent);
    target.scrollIntoView({ block: 'nearest' });
    if (stop) stop.focus({ preventScroll: true });
  });

  /* A link into a closed part opens it; paper shows all. */
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let e = target; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
    if (target) target.scrollIntoView({ block: 'nearest' });
  };
  if (location.hash) reveal();
  window.addEventListener('hashchange', reveal);
  window.addEventListener('beforeprint', () => {
    for (const e of document.querySelectorAll('details')) e.open = true;
  });

  if (navigator.clipboard)
    for (const line of document.querySelectorAll('p.line')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Copy this line';
      button.addEventListener('click', async () => {
        try {
          await navigator.clipboard.writeText(line.textContent);
          if (status) status.textContent = 'Copied';
          button.textContent = 'Copied';
        } catch {
          if (status) status.textContent = 'The browser did not allow it';
        }
      });
      line.after(button);
    }
});
