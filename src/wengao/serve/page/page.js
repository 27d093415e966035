// What the page adds to textual-serve's terminal: the font first, the line to the interface with the page's word, the
// keyboard, the end.
"use strict";

(() => {
  const TERMINAL = "/static/js/textual.js";
  const LOST = "和写作台的连接断了。写的都记着，再打开就会问要不要接着写。";
  const terminal = document.getElementById("terminal");
  const ended = document.getElementById("ended");
  let reason = LOST;

  // The word that opens the interface, kept where no page of another port reaches, for reloading and for another tab.
  const KEPT = "wengao-word";
  if (terminal.dataset.word) localStorage.setItem(KEPT, terminal.dataset.word);
  delete terminal.dataset.word;
  const word = localStorage.getItem(KEPT);
  if (!word) {
    document.getElementById("reason").textContent =
      "这个浏览器的钥匙不全。请回到运行 wengao serve 的窗口，用里面最后一行网址打开。";
    document.getElementById("opening").hidden = true;
    ended.hidden = false;
    return;
  }

  // The key has been used; it need not stay in the address and the history.
  history.replaceState(null, "", location.pathname);
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  terminal.dataset.sessionWebsocketUrl = `${scheme}://${location.host}/interface`;

  window.WebSocket = class extends window.WebSocket {
    constructor(address) {
      super(address, ["wengao", word]);
      this.addEventListener("message", (event) => {
        if (typeof event.data === "string") {
          const [kind, text] = JSON.parse(event.data);
          if (kind === "ended") reason = text;
        }
      });
      this.addEventListener("close", () => {
        document.getElementById("reason").textContent = reason;
        ended.hidden = false;
        document.getElementById("again").focus();
      });
    }
  };

  document.getElementById("again").addEventListener("click", () => location.reload());

  // Ctrl+V pastes, as everywhere in a browser; the terminal would send it to the program as a control character.
  const pastes = (event) =>
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "v";
  window.addEventListener("keydown", (event) => pastes(event) && event.stopImmediatePropagation(), true);

  // The terminal sends a committed text with a timer; a new composition that begins before the timer ends would take
  // its place, which happens when the browser is busy. Sent at once, nothing is lost.
  const timer = window.setTimeout;
  window.addEventListener("compositionend", () => (window.setTimeout = (send) => queueMicrotask(send)), true);
  window.addEventListener("compositionend", () => (window.setTimeout = timer));

  // The program believes that nobody looks at it until it is told otherwise, after its first picture.
  const takeKeyboard = () => {
    const input = terminal.querySelector(".xterm-helper-textarea");
    input.blur();
    input.focus();
  };
  new MutationObserver((_, observer) => {
    if (document.body.classList.contains("-first-byte")) {
      observer.disconnect();
      takeKeyboard();
    }
  }).observe(document.body, { attributeFilter: ["class"] });

  // The terminal measures its cells once, when it starts, so the font must be there before it.
  const start = () => {
    const script = document.createElement("script");
    script.src = TERMINAL;
    script.addEventListener("load", () => window.onload());
    document.body.append(script);
  };
  const ready = () => document.fonts.load('16px "Roboto Mono"').then(start, start);
  if (document.readyState === "complete") ready();
  else window.addEventListener("load", ready, { once: true });
})();
