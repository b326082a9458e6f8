// The line below a page's title: its menu closes like a menu, and its button cites the page.
// A figure has such a button too. One click puts the reference into the clipboard; where a browser
// does not let a page write there, the text is selected, ready to be copied by hand.
(() => {
  "use strict";

  // What a reference says: author, year, what, book, version and date, address.
  function parts(figure) {
    const said = document.querySelector(".cite-page").dataset;
    const cited = { ...said, title: said.page, anchor: "", source: "" };
    if (figure) {
      const text = (selector) => figure.querySelector(selector)?.textContent.trim() ?? "";
      cited.title = `${text(".caption-number")}: ${text(".chart-title .caption-text")}`;
      cited.source = text(".chart-source");
      cited.anchor = `#${figure.id}`;
      cited.key = figure.id;
    }
    cited.address = address(cited.anchor);
    return cited;
  }

  // The page's own address: the one it declares, else where it was read, if that was a site.
  function address(anchor) {
    const declared = document.querySelector('link[rel="canonical"]')?.href;
    const { protocol, origin, pathname } = window.location;
    const read = protocol.startsWith("http") ? origin + pathname : "";
    return declared || read ? (declared || read) + anchor : "";
  }

  const sentence = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);

  function asText(cited) {
    const title = cited.title ? `“${cited.title}”. ` : "";
    const chapter = cited.anchor && cited.page ? `“${cited.page}”, ` : "";
    const book = cited.title ? `In: ${chapter}${sentence(cited.book)}` : sentence(cited.book);
    return [
      `${sentence(`${cited.author} (${cited.year})`)} ${title}${book}`,
      `Version ${cited.version}, ${cited.date}.`,
      cited.source,
      cited.address,
    ].filter(Boolean).join(" ");
  }

  const ESCAPED = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  const escaped = (text) => text.replace(/[\\~^]|[&%$#_{}]/g, (sign) => ESCAPED[sign] ?? `\\${sign}`);

  function asBibtex(cited) {
    const note = `Version ${cited.version}, ${cited.date}.${cited.source ? ` ${cited.source}` : ""}`;
    const fields = [
      ["author", `{${escaped(cited.author)}}`],
      ["title", `{${escaped(cited.title || cited.book)}}`],
      cited.title && ["booktitle", `{${escaped(cited.book)}}`],
      ["year", cited.year],
      ["note", escaped(note)],
      cited.address && ["url", cited.address],
    ].filter(Boolean);
    const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
    const kind = cited.title ? "incollection" : "book";
    return [`@${kind}{cities-first-${cited.year}-${cited.key},`, ...lines, "}"].join("\n");
  }

  async function copy(area, status) {
    area.focus();
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      status.textContent = `${area.dataset.name} is in your clipboard.`;
    } catch {
      status.textContent = `${area.dataset.name} is selected: press Ctrl+C (on a Mac ⌘C) to copy it.`;
    }
  }

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function show(cited, what) {
    const status = make("p", { className: "cite-status" });
    status.setAttribute("role", "status");
    const boxes = [["The reference", asText(cited), 5], ["The BibTeX entry", asBibtex(cited), 9]];
    const areas = boxes.map(([name, value, rows], at) => {
      const area = make("textarea", { readOnly: true, value, rows, id: `cite-text-${at}` });
      area.dataset.name = name;
      area.spellcheck = false;
      const label = make("label", { htmlFor: area.id, textContent: name });
      const button = make("button", { type: "button", className: "cite-button" });
      button.textContent = at ? "Copy BibTeX" : "Copy text";
      button.addEventListener("click", () => copy(area, status));
      return [label, area, button];
    });
    const close = make("button", { type: "button", className: "cite-button", textContent: "Close" });
    const heading = make("h2", { id: "cite-heading", textContent: what });
    const dialog = make("dialog", { className: "cite-dialog" }, heading, status, ...areas.flat(), close);
    dialog.setAttribute("aria-labelledby", heading.id);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    copy(areas[0][1], status);
  }

  function start() {
    for (const button of document.querySelectorAll(".cite-button")) {
      button.hidden = false;
      const figure = button.closest("figure");
      button.addEventListener("click", () => show(parts(figure), button.textContent.trim()));
    }
    for (const menu of document.querySelectorAll(".page-menu")) {
      const shut = () => menu.removeAttribute("open");
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        shut();
        menu.querySelector("summary").focus();
      });
      menu.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) shut();
      });
      document.addEventListener("click", (event) => {
        if (!menu.contains(event.target)) shut();
      });
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
