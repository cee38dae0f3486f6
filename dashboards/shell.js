// Keyboard and screen reader aids that Streamlit does not bring; without this file every link still works as a link.
(() => {
  "use strict";
  // Where our pages begin; another program may stand beside them.
  const base = new URL(document.currentScript.src).pathname.replace(/[^/]*$/, "");
  const main = () => document.querySelector('[data-testid="stMain"]');
  const title = () => main()?.querySelector("h1");

  function focus(target) {
    if (!target) return;
    if (target.tabIndex < 0) target.setAttribute("tabindex", "-1");
    target.focus();
    target.scrollIntoView({ block: "start" });
  }

  // What Streamlit draws with an English name, without one, or with a role that its name contradicts.
  function mend() {
    const words = document.getElementById("ansage").dataset;
    document.querySelectorAll("nav[aria-label='App pages']").forEach((nav) => nav.setAttribute("aria-label", words.pages));
    document.querySelectorAll("[data-testid='stFileUploaderDropzone'][role='presentation']").forEach((zone) => {
      zone.setAttribute("role", "group");
      zone.querySelector("button")?.setAttribute("aria-label", words.choose);
    });
  }

  // What is read out: title and finding of the page, once they have changed and rest.
  let said = "";
  let waiting = 0;
  function current() {
    const finding = main()?.querySelector(".st-key-behind h2") || main()?.querySelector(".lead .finding");
    return finding && title() ? `${title().textContent.trim()}. ${finding.textContent.trim()}` : "";
  }
  function announce() {
    const place = document.getElementById("ansage");
    const now = current();
    if (now && now !== said) place.textContent = said = now;
  }
  new MutationObserver(() => {
    mend();
    // The first picture is read by whoever opens the page anyway.
    said ||= current();
    clearTimeout(waiting);
    waiting = setTimeout(announce, 600);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  // Whoever does not see the notice over a page that takes long hears it.
  let patience = 0;
  new MutationObserver(() => {
    const place = document.getElementById("ansage");
    clearTimeout(patience);
    if (place.textContent === place.dataset.working) place.textContent = "";
    if (document.querySelector("[data-test-script-state='running']")) {
      patience = setTimeout(() => (place.textContent = place.dataset.working), 1500);
    }
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });

  // A link to another view or page of ours: a rerun is five times as fast as a new page. Files have an ending.
  function isView(link) {
    const isOurs = link.origin === location.origin && link.protocol === location.protocol && link.pathname.startsWith(base);
    return isOurs && link.matches(".stHtml a:not([hreflang])") && !/\.\w+$/.test(link.pathname);
  }
  // From a cell of the heat map or a name in the ranking to the row it speaks of, far down on the page of the municipality.
  const row = () => main()?.querySelector(".needs .row.chosen summary");

  function open(link) {
    const behind = () => main()?.querySelector(".st-key-behind h2");
    const leadsToRow = link.closest(".to-row") !== null;
    // The way back leads to this view as it is, and to this place of it.
    const view = main()?.querySelector(".here")?.dataset.here ?? location.href;
    history.replaceState({ ...history.state, top: main()?.scrollTop }, "", view);
    const [before, left] = [behind()?.textContent, title()?.textContent];
    history.pushState({}, "", link.getAttribute("href"));
    window.dispatchEvent(new PopStateEvent("popstate"));
    let tries = 50;
    const timer = setInterval(() => {
      const isThere = leadsToRow ? row() : behind()?.textContent !== before || title()?.textContent !== left;
      if (isThere || --tries === 0) {
        clearInterval(timer);
        focus((leadsToRow && row()) || behind() || title());
      }
    }, 100);
  }

  // Going back redraws the page bit by bit: the place is taken again until it is whole, or somebody moves on.
  addEventListener("popstate", (event) => {
    const top = event.state?.top;
    if (!top) return;
    let [ticks, resting] = [0, 0];
    const timer = setInterval(() => {
      resting = document.querySelector("[data-test-script-state='notRunning']") ? resting + 1 : 0;
      if (resting) main()?.scrollTo({ top });
      if (resting === 5 || ++ticks === 30) clearInterval(timer);
    }, 100);
    for (const move of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(move, () => clearInterval(timer), { once: true, capture: true });
    }
  });

  // On a narrow screen the list of pages lies over the page: it goes once one is chosen.
  const NARROW = 768;
  document.addEventListener("click", (event) => {
    if (innerWidth < NARROW && event.target.closest?.("[data-testid='stSidebarNavLink']")) {
      setTimeout(() => document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click());
    }
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest?.("a");
    if (!link) return;
    if (link.classList.contains("skip")) {
      event.preventDefault();
      focus(title());
    } else if (link.classList.contains("jump")) {
      event.preventDefault();
      const isBehind = (part) => link.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
      focus([...main().querySelectorAll("h2, .st-key-foot")].find(isBehind));
    } else if (isView(link)) {
      event.preventDefault();
      open(link);
    }
  });
})();
