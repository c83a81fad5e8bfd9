// Enhancement only: without this file every action still works as a plain form or link.

const alertBox = () => document.getElementById("alert");

// An answer that is not put into the page is told in the alert region; what was typed stays.
function tell(event, fallback) {
  const answer = event.detail.xhr?.responseText ?? "";
  const notice = new DOMParser().parseFromString(answer, "text/html").querySelector(".notice, .problem");
  alertBox().replaceChildren(...(notice?.childNodes ?? [fallback]));
}
document.addEventListener("htmx:responseError", (event) => tell(event, "Not saved. Try again."));
document.addEventListener("htmx:sendError", (event) => tell(event, "Not saved: the desk cannot be reached. Try again."));
document.addEventListener("htmx:timeout", (event) => tell(event, "Not saved: no answer in time. Try again."));
document.addEventListener("htmx:beforeRequest", () => {
  alertBox().textContent = "";
  // What was said of an earlier action; a conflict stays, it holds what somebody typed.
  for (const notice of document.querySelectorAll("#notices > .notice")) notice.remove();
});

// What somebody typed into another form of the part that is put anew must not be lost with it.
const ownFields = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea, select")];
const nameOf = (field) => [field.form?.getAttribute("action"), field.name, field.type === "radio" ? field.value : ""].join(" ");
const isTouched = (field) => (field.type === "radio" ? field.checked : field.value !== field.defaultValue && field.tagName !== "SELECT");
let typed = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig?.elt;
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

// After a swap the focus must not fall back to the top of the page.
document.addEventListener("htmx:afterSwap", (event) => {
  const into = document.getElementById(event.detail.target.id) ?? event.detail.target;
  putBack(into);
  const first = into.querySelector("[aria-invalid=true], #conflict");
  if (first) first.focus();
  else if (document.activeElement === document.body) {
    (into.matches("[tabindex]") ? into : into.querySelector("h1[tabindex], [tabindex]"))?.focus();
  }
  mirrorStatus();
});

// The numbers in the text show the status that the panel has just been given.
function mirrorStatus() {
  const { number, status, glyph, label } = document.getElementById("panel")?.dataset ?? {};
  if (!number) return;
  for (const ref of document.querySelectorAll(`a.ref[data-ref="${number}"]`)) {
    ref.setAttribute("aria-label", `${ref.getAttribute("aria-label").split(",")[0]}, ${label}`);
    ref.classList.toggle("m-dismissed", status === "dismissed");
    ref.querySelector("[aria-hidden]").textContent = glyph;
  }
}

// Words selected in a text go into the form that asks for them, with their place in UTF-16 units.
document.addEventListener("selectionchange", () => {
  const selected = document.getSelection();
  if (!selected || selected.isCollapsed) return;
  const range = selected.getRangeAt(0);
  for (const form of document.querySelectorAll("form[data-selects]")) {
    const block = range.startContainer.parentElement?.closest("[data-utf16]");
    if (!block?.closest(form.dataset.selects) || !block.contains(range.endContainer)) continue;
    const start = Number(block.dataset.utf16) + unitsBefore(block, range.startContainer, range.startOffset);
    const end = Number(block.dataset.utf16) + unitsBefore(block, range.endContainer, range.endOffset);
    // Words typed by hand are not overwritten, unless the desk could not find them.
    const { quote } = form.elements;
    const byHand = quote.value && form.dataset.filled !== quote.value && !quote.ariaInvalid;
    if (start >= end || byHand) continue;
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.dataset.filled = form.elements.quote.value = textOf(block).slice(start - block.dataset.utf16, end - block.dataset.utf16);
  }
});
// Words typed by hand have no place; the desk looks for them.
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-selects]");
  if (form && event.target.name === "quote") form.elements.start.value = form.elements.end.value = "";
});

// The numbers of claims stand in the page but not in the stored text.
const isStored = (node) => !node.parentElement.closest("a.ref");
function storedNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (isStored(walker.currentNode)) nodes.push(walker.currentNode);
  return nodes;
}
const textOf = (block) => storedNodes(block).map((node) => node.data).join("");
function unitsBefore(block, container, offset) {
  const upTo = document.createRange();
  upTo.setStart(block, 0);
  upTo.setEnd(container, offset);
  let units = 0;
  for (const node of storedNodes(block)) {
    if (node === container) return units + offset;
    if (!upTo.intersectsNode(node) || upTo.comparePoint(node, node.length) > 0) return units;
    units += node.length;
  }
  return units;
}
