// Brings the still picture of a chart to life when a reader asks for it: by pointer, focus or touch.
// plotly.js is loaded at that moment, once a page; until then, and without scripts, the picture stands.
(() => {
  "use strict";

  const narrow = window.matchMedia("(max-width: 599.98px)");
  const loaded = new Map();
  // Where the layout of a chart lists what a reader can choose.
  const CHOICES = { updatemenus: "buttons", sliders: "steps" };
  const BUTTONS = ".updatemenu-button, .updatemenu-header, .updatemenu-dropdown-button";

  function load(address) {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => {
          loaded.delete(address);
          reject(new Error(`could not load ${address}`));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  }

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  // Lists of objects (annotations, shapes) merge item by item; all else is replaced.
  function merge(base, patch) {
    if (Array.isArray(base) && Array.isArray(patch) && patch.every(isObject)) {
      return base.map((item, at) => (at < patch.length ? merge(item, patch[at]) : item))
        .concat(patch.slice(base.length));
    }
    if (!isObject(base) || !isObject(patch)) return patch;
    const result = { ...base };
    for (const [key, value] of Object.entries(patch)) {
      result[key] = key in base ? merge(base[key], value) : value;
    }
    return result;
  }

  function recolour(value, colours) {
    if (typeof value === "string") return colours[value.toLowerCase()] ?? value;
    if (Array.isArray(value)) return value.map((item) => recolour(item, colours));
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, recolour(item, colours)]),
      );
    }
    return value;
  }

  function adapted(content, picture) {
    let { data, layout, frames = [] } = structuredClone(content.figure);
    if (narrow.matches && layout.meta?.narrow) {
      layout = merge(layout, layout.meta.narrow.layout ?? {});
      const changes = layout.meta.narrow.data ?? [];
      data = data.map((trace, at) => (changes[at] ? merge(trace, changes[at]) : trace));
    }
    delete layout.meta;
    if (document.documentElement.dataset.theme === "dark") {
      data = recolour(data, content.dark);
      layout = recolour(layout, content.dark);
      frames = recolour(frames, content.dark);
    }
    delete layout.width;
    // A drag must scroll the page, not the chart.
    const size = { autosize: true, height: Math.round(picture.height), dragmode: false };
    return { data, layout: { ...layout, ...size }, frames };
  }

  class Chart {
    constructor(frame) {
      this.frame = frame;
      this.button = frame.querySelector(".chart-switch");
      this.state = "still";
      this.declined = false;
      this.chosen = new Map(); // "updatemenus[0]" to the number of its choice, the last made last
      this.drawing = Promise.resolve();
      this.button.hidden = false;
      this.status = document.createElement("p");
      this.status.className = "chart-status";
      this.status.setAttribute("role", "status");
      this.button.after(this.status);
      frame.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") this.wake();
      });
      frame.addEventListener("click", (event) => {
        if (!this.button.contains(event.target)) this.wake();
      });
      this.button.addEventListener("focus", () => this.wake());
      this.button.addEventListener("click", () => this.toggle());
    }

    get still() {
      return [...this.frame.querySelectorAll("picture img")].find((image) => image.offsetParent);
    }

    wake() {
      if (!this.declined) this.show();
    }

    async show() {
      if (this.state !== "still") return;
      this.state = "loading";
      this.status.textContent = "";
      const { chart: label, root } = this.frame.dataset;
      try {
        await Promise.all([load(`${root}../_static/plotly.min.js`), load(`${root}${label}.js`)]);
        this.size = this.still.getBoundingClientRect();
        this.live = document.createElement("div");
        this.live.className = "chart-live";
        this.live.setAttribute("aria-label", this.still.alt);
        this.live.addEventListener("keydown", (event) => this.press(event));
        // After the button for the keyboard, whose next stops are the choices of the chart.
        this.button.after(this.live);
        this.frame.classList.add("is-live");
        await this.render();
        this.since = performance.now();
        this.state = "live";
        this.button.setAttribute("aria-pressed", "true");
      } catch (problem) {
        this.hide();
        this.status.textContent = "The interactive chart could not be loaded; the picture stands.";
        console.error(problem);
      }
    }

    // One drawing at a time: a later one starts from what the reader has chosen by then.
    render() {
      this.drawing = this.drawing.catch(() => {}).then(() => this.draw(this.live));
      return this.drawing;
    }

    async draw(live) {
      if (!live?.isConnected) return; // put back to sleep while it waited
      const { data, layout, frames } = adapted(window.chartData[this.frame.dataset.chart], this.size);
      const config = { displayModeBar: false, responsive: true, scrollZoom: false, showTips: false };
      const steps = this.choose(layout);
      await window.Plotly.react(live, data, layout, config);
      if (frames.length) await window.Plotly.addFrames(live, frames);
      for (const { method, args } of steps) {
        if (live.isConnected) await window.Plotly[method](live, ...args);
      }
      if (!live.isConnected) return;
      this.remember(live);
      this.reach();
    }

    // Mark in a fresh layout what the reader has chosen; return what is left to do for it.
    choose(layout) {
      return [...this.chosen].map(([place, active]) => {
        const [, kind, number] = place.match(/^(\w+)\[(\d+)\]$/);
        const control = layout[kind][number];
        control.active = active;
        const { method = "restyle", args = [] } = control[CHOICES[kind]][active];
        return { method, args: structuredClone(args) };
      }).filter(({ method }) => method !== "skip");
    }

    // plotly forgets what was chosen when it draws a chart anew.
    remember(live) {
      if (this.heard === live) return;
      this.heard = live;
      const keep = (place, active) => {
        this.chosen.delete(place);
        if (active >= 0) this.chosen.set(place, active);
      };
      live.on("plotly_buttonclicked", ({ menu, active }) => keep(`updatemenus[${menu._index}]`, active));
      live.on("plotly_sliderchange", ({ slider }) => keep(`sliders[${slider._index}]`, slider.active));
    }

    // plotly draws the buttons of a chart as pictures: here they become buttons for the keyboard.
    reach() {
      const buttons = this.live?.querySelectorAll(BUTTONS) ?? [];
      buttons.forEach((button) => {
        button.setAttribute("role", "button");
        button.setAttribute("tabindex", "0");
        button.setAttribute("aria-label", button.textContent.trim());
      });
      this.live?.setAttribute("role", buttons.length ? "group" : "img");
      return buttons;
    }

    press(event) {
      const button = event.target.closest(BUTTONS);
      if (!button || !["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      const place = [...this.reach()].indexOf(button);
      button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      // plotly draws its buttons anew: the focus goes to the one in the same place, or the first.
      window.setTimeout(() => {
        const after = this.reach();
        if (!document.contains(button)) (after[place] ?? after[0])?.focus();
      }, 100);
    }

    hide() {
      if (this.live) {
        window.Plotly?.purge(this.live);
        this.live.remove();
        this.live = undefined;
        this.chosen.clear();
      }
      this.frame.classList.remove("is-live");
      this.button.setAttribute("aria-pressed", "false");
      this.state = "still";
    }

    toggle() {
      if (this.state === "still") {
        this.declined = false;
        this.show();
      } else if (this.state === "live" && performance.now() - this.since > 500) {
        // The touch that woke the chart also clicks: that click must not put it to sleep again.
        this.declined = true;
        this.hide();
      }
    }

    dismissHover() {
      if (this.live) window.Plotly.Fx.unhover(this.live);
    }

    // After a change of theme or width: measure the picture again, then draw for what it is now.
    refresh() {
      if (this.state !== "live") return;
      this.frame.classList.remove("is-live");
      this.size = this.still?.getBoundingClientRect() ?? this.size;
      this.frame.classList.add("is-live");
      this.render();
    }
  }

  function start() {
    const charts = [...document.querySelectorAll(".chart-frame")].map((frame) => new Chart(frame));
    if (!charts.length) return;
    // What a touch or the pointer has called up goes away with Escape or a touch elsewhere.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") charts.forEach((chart) => chart.dismissHover());
    });
    document.addEventListener("pointerdown", (event) => {
      charts.forEach((chart) => {
        if (!chart.frame.contains(event.target)) chart.dismissHover();
      });
    });
    const refresh = () => charts.forEach((chart) => chart.refresh());
    new MutationObserver(refresh).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    // A phone that hides its address bar changes the height alone, and nothing needs to be redrawn.
    // An observer is told the width; to ask for it would have the page laid out on the spot.
    let width;
    let waiting;
    new ResizeObserver(([{ contentRect }]) => {
      if (width !== undefined && contentRect.width !== width) {
        window.clearTimeout(waiting);
        waiting = window.setTimeout(refresh, 150);
      }
      width = contentRect.width;
    }).observe(document.documentElement);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
