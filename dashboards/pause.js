// Imported by a script that is to run once the page has appeared: it ends when the page is drawn and rests.
await new Promise((done) => {
  // React shows what it has fetched up to 300 ms later: only a page that is drawn and rests has appeared.
  const isThere = (what) => document.querySelector(what) !== null;
  const isDrawn = () => isThere(".stHtml") && isThere("[data-test-script-state=notRunning]");
  let resting = 0;
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => isDrawn() && over(), 100);
  };
  const watch = new MutationObserver(rest);
  const atLast = setTimeout(() => over(), 3000);
  const over = () => {
    watch.disconnect();
    clearTimeout(resting);
    clearTimeout(atLast);
    requestAnimationFrame(() => setTimeout(done));
  };
  watch.observe(document.body, { childList: true, subtree: true, attributes: true });
  rest();
});
