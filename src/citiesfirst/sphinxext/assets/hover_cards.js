// Shows beside a link what it leads to: a reference, a term, a claim. The pointer may move onto the
// card, Escape sends it away, and it stays as long as pointer or focus do (WCAG 2.2, 1.4.13).
// The cards are loaded when the first is wanted.
(() => {
  "use strict";

  const LINKS = '.bd-article a.internal[href*="#"]:not(.headerlink)';
  const DELAY = 250; // milliseconds: long enough to pass over a link, or to reach the card
  const root = new URL(document.documentElement.dataset.content_root || "./", window.location.href);
  let card;
  let shownFor = null;
  let timer;
  let cards;

  function load() {
    cards ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("_cards/cards.js", root).href;
      script.onload = () => resolve(window.bookCards);
      script.onerror = () => resolve({});
      document.head.append(script);
    });
    return cards;
  }

  function place(link) {
    const [page, anchor] = link.href.split("#");
    return page.startsWith(root.href) ? `${page.slice(root.href.length)}#${anchor}` : "";
  }

  function make() {
    card = document.createElement("div");
    card.id = "hover-card";
    card.className = "hover-card";
    card.setAttribute("role", "tooltip");
    card.hidden = true;
    card.addEventListener("pointerenter", () => window.clearTimeout(timer));
    card.addEventListener("pointerleave", () => soon(hide));
    document.body.append(card);
  }

  function paragraph(text, name) {
    const element = document.createElement("p");
    element.className = name;
    element.textContent = text;
    return element;
  }

  // Below the line where the link stands, or above it where there is no room below.
  function put(link) {
    const gap = 6;
    const lines = [...link.getClientRects()];
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const size = card.getBoundingClientRect();
    const below = lines.at(-1);
    const left = Math.max(8, Math.min(below.left, width - size.width - 8));
    const fits = below.bottom + gap + size.height <= height;
    const top = fits ? below.bottom + gap : Math.max(8, lines[0].top - gap - size.height);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  async function show(link) {
    const [heading, ...texts] = (await load())[place(link)] ?? [];
    if (!texts.length || wanted !== link) return;
    hide();
    wanted = shownFor = link;
    if (!card) make();
    const first = heading ? [paragraph(heading, "hover-card-title")] : [];
    card.replaceChildren(...first, ...texts.map((text) => paragraph(text, "hover-card-text")));
    card.hidden = false;
    put(link);
    link.dataset.title = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", card.id);
  }

  let wanted = null;

  function hide() {
    window.clearTimeout(timer);
    wanted = null;
    if (!shownFor) return;
    card.hidden = true;
    shownFor.removeAttribute("aria-describedby");
    if (shownFor.dataset.title) shownFor.title = shownFor.dataset.title;
    shownFor = null;
  }

  function soon(action) {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, DELAY);
  }

  const link = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);

  document.addEventListener("pointerover", (event) => {
    const over = link(event);
    if (!over || event.pointerType === "touch" || over === shownFor) return;
    load();
    soon(() => {
      wanted = over;
      show(over);
    });
  });
  document.addEventListener("pointerout", (event) => {
    if (link(event)) soon(hide);
  });
  document.addEventListener("focusin", (event) => {
    const on = link(event);
    if (!on || !on.matches(":focus-visible")) return;
    wanted = on;
    show(on);
  });
  document.addEventListener("focusout", (event) => {
    if (link(event)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  window.addEventListener("scroll", hide, { passive: true });
})();
