// What every page does beyond the theme.

// Whatever scrolls within a page can be reached by keyboard. The theme has a function for it that
// lays the page out once for every block of code; here all are measured first, then all are changed.
(() => {
  "use strict";

  const SCROLLING = "pre, .cell_output > .output, .pst-scrollable-table-container";
  const folded = (element) => element.closest("details:not([open])") !== null;
  const overflows = (element) =>
    element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

  function reach(within) {
    const shown = [...within.querySelectorAll(SCROLLING)].filter((element) => !folded(element));
    const found = shown.map(overflows);
    shown.forEach((element, at) => {
      if (found[at]) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
  }

  let waiting;
  window.addEventListener("load", () => reach(document));
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => reach(document), 300);
  });
  document.addEventListener("toggle", (event) => reach(event.target), true);
})();

// Sphinx hides the marks of a search by a link with a script for an address, which the security
// policy refuses. Its own function does the same.
document.addEventListener("click", (event) => {
  if (!event.target.closest(".highlight-link a")) return;
  event.preventDefault();
  SphinxHighlight.hideSearchWords();
});
