// Enhancement only: without it every action works as a plain form or link.

const byId = (id) => document.getElementById(id);
const say = (message, unseen = false) => {
  byId("live").textContent = message;
  byId("live").toggleAttribute("data-unseen", unseen);
};

// What is not saved yet

// What was typed stays; the same form, with the same op_id, can be sent again: the desk does it once.
let unsent = null;
function tell(event, fallback) {
  const answer = event.detail.xhr?.responseText ?? "";
  const notice = new DOMParser().parseFromString(answer, "text/html").querySelector(".notice, .problem");
  byId("alert").replaceChildren(...(notice?.childNodes ?? [fallback]));
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches?.("form") || event.detail.xhr?.status === 422) return;
  unsent = form;
  const retry = Object.assign(document.createElement("button"), { textContent: "Retry", type: "button" });
  retry.dataset.act = "retry";
  retry.addEventListener("click", () => form.requestSubmit());
  byId("alert").append(" ", retry);
}
document.addEventListener("htmx:responseError", (event) => tell(event, "Not saved. Try again."));
document.addEventListener("htmx:sendError", (event) => tell(event, "Not saved: the desk cannot be reached. Try again."));
document.addEventListener("htmx:timeout", (event) => tell(event, "Not saved: no answer in time. Try again."));
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches("form, a")) return; // a page that asks by itself
  byId("alert").textContent = "";
  // What was said before; a conflict stays, it holds what somebody typed.
  for (const notice of document.querySelectorAll("#notices > .notice")) notice.remove();
  const aim = event.detail.elt.hash?.match(/^#s-(\d+)$/);
  if (aim) pointAt(aim[1]); // at once; what stands beside the text follows
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  if (xhr.status < 200 || xhr.status > 399) return;
  if (elt === unsent) unsent = null;
  // It stays, and does another thing next.
  if (elt.matches("form[data-again]")) elt.elements.op_id.value = crypto.randomUUID();
});
addEventListener("beforeunload", (event) => { if (unsent?.isConnected) event.preventDefault(); });

// What a person typed is kept in their browser until the desk has it.
const draftOf = (field) => ["draft", document.body.dataset.person, field.form.getAttribute("action"), field.name].join(" ");
const isKept = (field) => field?.matches?.("textarea[data-keep]") && field.form;
const forget = (form) => { for (const field of form.elements ?? []) if (isKept(field)) localStorage.removeItem(draftOf(field)); };
document.addEventListener("input", ({ target }) => {
  if (!isKept(target)) return;
  try {
    if (target.value === target.defaultValue) localStorage.removeItem(draftOf(target));
    else localStorage.setItem(draftOf(target), target.value);
  } catch { // more than a browser keeps
    localStorage.removeItem(draftOf(target));
  }
});
function restore(part) {
  for (const field of part.querySelectorAll("textarea[data-keep]")) {
    const draft = localStorage.getItem(draftOf(field));
    if (draft === null || draft === field.value) continue;
    // This page answers a plain form: what it sent is saved.
    if (sessionStorage.getItem("sent") === draftOf(field) && document.querySelector("#notices .good")) {
      localStorage.removeItem(draftOf(field));
      continue;
    }
    field.value = draft;
    field.closest("details")?.setAttribute("open", "");
    say("What you had typed and not saved is back.");
  }
}
document.addEventListener("submit", ({ target }) => {
  const field = [...target.elements].find(isKept);
  if (field) sessionStorage.setItem("sent", draftOf(field));
  if (target.getAttribute("action")?.endsWith("/sign-out")) localStorage.clear();
});

// What was typed into another form of a part that is put anew stays.
const ownFields = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea, select")];
const nameOf = (field) => [field.form?.getAttribute("action"), field.name, field.type === "radio" ? field.value : ""].join(" ");
const isTouched = (field) => (field.type === "radio" ? field.checked : field.value !== field.defaultValue && field.type !== "checkbox" && field.tagName !== "SELECT");
let typed = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig?.elt;
  if (sent && event.detail.xhr.status < 400) forget(sent);
  const others = ownFields(event.detail.target).filter((field) => field.form !== sent && isTouched(field));
  typed = new Map(others.map((field) => [nameOf(field), field.value]));
});
function putBack(part) {
  for (const field of ownFields(part)) {
    if (!typed.has(nameOf(field))) continue;
    if (field.type === "radio") field.checked = true;
    else field.value = typed.get(nameOf(field));
  }
  typed = new Map();
}

// After a swap

document.addEventListener("htmx:afterSwap", (event) => {
  const into = byId(event.detail.target?.id) ?? event.detail.target ?? document.body;
  putBack(into);
  restore(into);
  if (into.id === "dialog-body") {
    if (document.activeElement === document.body) byId("keys-help").focus(); // where it comes back to
    return byId("dialog").showModal();
  }
  const first = into.querySelector("[aria-invalid=true], #conflict");
  if (first) first.focus();
  // The focus must not fall back to the top.
  else if (document.activeElement === document.body) {
    (into.matches("[tabindex]") ? into : into.querySelector("h1[tabindex], [tabindex]"))?.focus();
  }
  mirrorPanel();
  tellMarks();
  // Only the live region is heard.
  const told = document.querySelector("#notices > .good");
  if (told && into.id === "main") say(told.textContent), told.remove();
});

// The text shows what stands beside it: the open claim, its status, the line at hand.
function mirrorPanel() {
  const { number, status, glyph, label, line } = byId("panel")?.dataset ?? {};
  for (const mark of document.querySelectorAll("#text mark.m")) {
    mark.classList.toggle("active", Boolean(number) && mark.dataset.claims.split(" ").includes(number));
  }
  if (line) pointAt(line);
  for (const ref of number ? document.querySelectorAll(`a.ref[data-ref="${number}"]`) : []) {
    ref.setAttribute("aria-label", `${ref.getAttribute("aria-label").split(",")[0]}, ${label}`);
    ref.classList.toggle("m-dismissed", status === "dismissed");
    ref.querySelector("[aria-hidden]").textContent = glyph;
  }
}
function pointAt(number) {
  document.querySelector(".line[aria-current]")?.removeAttribute("aria-current");
  const line = byId(`s-${number}`);
  line?.setAttribute("aria-current", "true");
  line?.scrollIntoView({ block: "nearest" });
}

// Keys: each presses the button or link that names its action, nearest first.

const keys = JSON.parse(document.body.dataset.keys ?? "{}");
const begins = new Set(Object.keys(keys).filter((code) => code.includes(" ")).map((code) => code.split(" ")[0]));
let begun = "";
const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) return void event.target.form?.requestSubmit();
  if (event.code === "Escape" && isTyping(event.target)) return event.target.blur(), event.target.closest("[tabindex]")?.focus();
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const code = begun + (event.shiftKey ? "Shift+" : "") + event.code;
  const starts = !begun && begins.has(event.code) && !keys[code];
  begun = starts ? `${event.code} ` : "";
  const own = event.code === "Space" && event.target.closest("button, summary, input"); // it presses itself
  if (!keys[code] || own) return;
  if (press(keys[code])) event.preventDefault();
});
export function press(action) {
  if (action === "marks") return hideMarks();
  const found = find(action);
  if (!found) return { "next-line": 1, "prev-line": -1 }[action] ? step(action === "next-line" ? 1 : -1) : false;
  if (action === "mark" && markSelection()) return true;
  if (found.matches("input:not([type=checkbox], [type=radio]), select, textarea")) found.focus();
  else if (found.matches("summary") && !found.parentElement.open) {
    found.click();
    found.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  } else {
    found.click();
    if (!found.closest("form[hx-post]")) return true;
    // It is on its way: the next press is for the next.
    if (!found.closest("[data-again]")) found.dataset.pressed = "";
    if (found.closest(".row:not(.evidence)")) step(1);
  }
  return true;
}
const currentRow = () => document.activeElement?.closest(".row") ?? document.querySelector(".row:not(.done, .evidence)");
export function find(action) {
  const those = (part) => [...(part?.querySelectorAll(`[data-act~="${action}"]:not([data-pressed])`) ?? [])];
  const outside = (one) => !one.closest(".row");
  return those(byId("alert"))[0] ?? those(currentRow())[0] ?? those(byId("panel"))[0] ?? those(document).find(outside);
}
function step(by) {
  const rows = [...document.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement?.closest(".row"));
  const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  row?.focus();
  return Boolean(row);
}
// A browser tells of what is selected a little later: a key or a press may come before that.
export const hearSelection = () => document.dispatchEvent(new Event("selectionchange"));
function markSelection() {
  hearSelection();
  const form = document.querySelector("#panel form[data-selects]");
  if (!form?.elements.start.value || document.getSelection().isCollapsed) return false;
  form.requestSubmit();
  return true;
}
function hideMarks() {
  document.documentElement.toggleAttribute("data-bare");
  tellMarks();
  return true;
}
function tellMarks() {
  byId("marks")?.setAttribute("aria-pressed", String(document.documentElement.hasAttribute("data-bare")));
}
// A text that is put anew has another button.
document.addEventListener("click", ({ target }) => { if (target.closest?.("#marks")) hideMarks(); });
byId("dialog-close").addEventListener("click", () => byId("dialog").close());

restore(document);
mirrorPanel();

// A page that an action led to: the focus goes to what it is about, and what was done is heard. On the
// first page of a visit it stays at the top, where the way past the navigation is.
if (document.referrer.startsWith(location.origin)) {
  const aim = location.hash && byId(location.hash.slice(1))?.closest("[tabindex]");
  // The browser gives an autofocus only to a page where nothing has the focus yet: here it has to come first.
  const first = document.querySelector("main [autofocus]") || aim || document.querySelector("h1[tabindex]");
  if (document.activeElement === document.body) first?.focus({ preventScroll: true });
  const told = document.querySelector("#notices > .good");
  // A region that is filled while the page loads is not heard.
  if (told) setTimeout(() => byId("live").textContent || say(told.textContent, true), 150);
}
