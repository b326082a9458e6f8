// What every page does beyond the theme.

// Sections off the screen are laid out one by one when the browser has time (sections.css), and
// whatever scrolls within them is put in reach of the keyboard. The theme has a function for the
// latter that lays the page out once for every block of code; here all are measured, then changed.
(() => {
  "use strict";

  const SECTIONS =
    ".bd-article > section > section, .bd-article > section > section > section, .citation";
  const SCROLLING = "pre, .cell_output > .output, .pst-scrollable-table-container";
  const whenIdle = window.requestIdleCallback ?? ((work) => window.setTimeout(work, 20));
  const hidden = (element) => element.closest("details:not([open])") !== null;
  const waits = (element) => element.closest("section:not(.laid-out)")?.matches(SECTIONS) ?? false;
  const overflows = (element) =>
    element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

  function reach(within) {
    const shown = [...within.querySelectorAll(SCROLLING)].filter(
      (element) => !hidden(element) && !waits(element),
    );
    const found = shown.map(overflows);
    shown.forEach((element, at) => {
      if (found[at]) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
  }

  function layOut(sections) {
    const section = sections.shift();
    if (!section) return;
    section.classList.add("laid-out");
    reach(section);
    whenIdle(() => layOut(sections));
  }

  let waiting;
  window.addEventListener("load", () => {
    reach(document);
    whenIdle(() => layOut([...document.querySelectorAll(SECTIONS)]));
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
