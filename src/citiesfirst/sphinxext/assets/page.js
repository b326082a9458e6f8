// What every page does beyond the theme.

// What is off the screen is laid out when the browser has time (later.css), a few blocks at a time, and
// whatever scrolls within them is put in reach of the keyboard. The theme has a function for the
// latter that lays the page out once for every block of code; here all are measured, then changed.
(() => {
  "use strict";

  const LATER = [
    ".bd-article > section > section:nth-of-type(n + 2):not(.laid-out)",
    ".bd-article > section > section > section:not(.laid-out)",
    ".bd-article section:nth-of-type(n + 2) > :not(section, h2, h3, h4, h5, h6, .laid-out)",
    ".bd-article section:nth-of-type(n + 2) section > :not(section, h2, h3, h4, h5, h6, .laid-out)",
    ".bd-article > section > .claim ~ .claim:not(.laid-out)",
    ".citation:not(.laid-out)",
  ].join();
  const SCROLLING = "pre, .cell_output > .output, .pst-scrollable-table-container";
  const FEW = 30; // elements that are laid out at once; for a single one it would cost too much
  const TURN = 6; // milliseconds of work, after which whatever the reader does comes first
  const whenIdle = window.requestIdleCallback ?? ((work) => window.setTimeout(work, 20));
  const hidden = (element) => element.closest("details:not([open])") !== null;
  const waits = (element) => element.closest(LATER) !== null;
  const overflows = (element) =>
    element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

  function reach(...within) {
    const shown = within
      .flatMap((one) => [one, ...one.querySelectorAll(SCROLLING)])
      .filter((element) => element.matches?.(SCROLLING) && !hidden(element) && !waits(element));
    const found = shown.map(overflows);
    shown.forEach((element, at) => {
      if (found[at]) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
  }

  function layOut(blocks) {
    const start = performance.now();
    const done = [];
    while (blocks.length && performance.now() - start < TURN) {
      for (let size = 0; blocks.length && size < FEW; ) {
        const block = blocks.shift();
        block.classList.add("laid-out");
        done.push(block);
        size += 1 + block.querySelectorAll("*").length;
      }
      done.at(-1).getBoundingClientRect(); // has them laid out now, so that their time is counted
    }
    reach(...done);
    if (blocks.length) whenIdle(() => layOut(blocks));
  }

  // A link finds its target only where all that stands before it has been laid out.
  function layOutBefore(hash = "") {
    const target = document.getElementById(hash.slice(1));
    if (!target) return null;
    const before = [...document.querySelectorAll(LATER)].filter(
      (block) => !(target.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING),
    );
    for (const block of before) block.classList.add("laid-out");
    reach(...before);
    return target;
  }

  layOutBefore(location.hash)?.scrollIntoView({ behavior: "instant" });
  document.addEventListener(
    "click",
    (event) => layOutBefore(event.target.closest("a[href^='#']")?.hash),
    true,
  );

  let waiting;
  window.addEventListener("load", () => {
    reach(document);
    whenIdle(() => layOut([...document.querySelectorAll(LATER)]));
  });
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => reach(document), 300);
  });
  document.addEventListener("toggle", (event) => reach(event.target), true);
})();

// The contents beside the page show where the reader is: the last section in the upper quarter of
// the window, and those that hold it. Bootstrap, which did only this, is left out.
document.addEventListener("DOMContentLoaded", () => {
  const links = [...document.querySelectorAll(".bd-toc-nav a[href^='#']")];
  const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const sections = links.map(target);
  const seen = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      const here = sections.filter((section) => seen.has(section)).at(-1);
      if (!here) return;
      links.forEach((link, at) => {
        const holds = sections[at]?.contains(here) ?? false;
        link.classList.toggle("active", holds);
        link.parentElement.classList.toggle("active", holds);
        if (sections[at] === here) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    },
    { rootMargin: "0px 0px -75%" },
  );
  for (const section of sections) if (section) observer.observe(section);
});

// Sphinx hides the marks of a search by a link with a script for an address, which the security
// policy refuses. Its own function does the same.
document.addEventListener("click", (event) => {
  if (!event.target.closest(".highlight-link a")) return;
  event.preventDefault();
  SphinxHighlight.hideSearchWords();
});
