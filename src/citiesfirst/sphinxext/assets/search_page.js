// Search shows the text around a word it found: of the page's own text, not of its controls.
// A page read from disk may not read others, so there it shows titles alone and says so.
(() => {
  "use strict";

  const ASIDE = ".byline, .headerlink, .chart-more, .chart-switch, script, style";

  function textOf(html, anchor) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(ASIDE).forEach((element) => element.remove());
    const place = anchor ? page.querySelector(`article ${anchor}`) : null;
    return (place ?? page.querySelector("article"))?.textContent ?? "";
  }

  Search.htmlToText = textOf;
  if (window.location.protocol === "file:") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    const note = document.createElement("p");
    note.className = "search-from-disk";
    note.textContent = "You read this book from disk: search finds pages and shows their titles, "
      + "but a browser lets it show no excerpts.";
    document.getElementById("search-results").before(note);
  }
})();
