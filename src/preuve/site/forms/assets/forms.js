// Small comforts; without this script every form works as well.
"use strict";
const diff = document.querySelector("#diff button");
if (diff) diff.focus();
// The way to a field that lies folded.
const aimed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aimed) {
  const folded = aimed.closest("details");
  if (folded) folded.open = true;
  const input = aimed.querySelector("input:not([type=hidden]), select, textarea, a");
  if (input) input.focus();
  aimed.scrollIntoView({ block: "center" });
}
// On a page of the manual: a file dropped anywhere is the file of that page's form.
const drop = document.querySelector("[data-preuve-edit] input[type=file]");
if (drop) {
  const stop = (event) => event.preventDefault();
  addEventListener("dragover", stop);
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    drop.files = event.dataTransfer.files;
    drop.form.requestSubmit();
  });
}
